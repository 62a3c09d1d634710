"""Every AWS service and action in Step Functions' spelling. Written by `scripts/make_aws_sdk_table.py`: do not edit.

A service is `=NAME PREFIX CLIENT[,CLIENT]` (in a Resource, in error names, in botocore) followed by its actions, those
with one first word together: `query put[Item]` is `query` and `putItem`. A `!` marks an event stream.
"""

from typing import Final

BOTOCORE: Final = "1.44.5"

TABLE: Final = """
=accessanalyzer AccessAnalyzer accessanalyzer
 apply[ArchiveRule] cancel[PolicyGeneration] check[AccessNotGranted NoNewAccess NoPublicAccess]
 create[AccessPreview Analyzer ArchiveRule ServiceLinkedAnalyzer] delete[Analyzer ArchiveRule
 ServiceLinkedAnalyzer] generate[FindingRecommendation] get[AccessPreview AnalyzedResource Analyzer
 ArchiveRule Finding FindingRecommendation FindingV2 FindingsStatistics GeneratedPolicy]
 list[AccessPreviewFindings AccessPreviews AnalyzedResources Analyzers ArchiveRules Findings
 FindingsV2 PolicyGenerations TagsForResource] start[PolicyGeneration ResourceScan] tag[Resource]
 untag[Resource] update[Analyzer ArchiveRule Findings] validate[Policy]
=account Account account
 accept[PrimaryEmailUpdate] delete[AlternateContact] disable[Region] enable[Region]
 get[AccountInformation AlternateContact ContactInformation GovCloudAccountInformation PrimaryEmail
 PrimaryEmailUpdateStatus RegionOptStatus] list[Regions] put[AccountName AlternateContact
 ContactInformation] send[PhoneNumberVerification] start[PrimaryEmailUpdate] verify[PhoneNumber]
=accountaccess AccountAccess account-access
 create[Application Entitlement] delete[Application Entitlement] get[Application Entitlement]
 list[Applications Entitlements TagsForResource] tag[Resource] untag[Resource]
=accountaccessruntime AccountAccessRuntime account-access-runtime
 get[RoleCredentials] list[Roles]
=acm Acm acm
 add[TagsToCertificate] create[AcmeDomainValidation AcmeEndpoint AcmeExternalAccountBinding]
 delete[AcmeDomainValidation AcmeEndpoint AcmeExternalAccountBinding Certificate]
 describe[AcmeAccount AcmeDomainValidation AcmeEndpoint AcmeExternalAccountBinding Certificate]
 export[Certificate] get[AccountConfiguration AcmeExternalAccountBindingCredentials Certificate]
 import[Certificate] list[AcmeAccounts AcmeDomainValidations AcmeEndpoints
 AcmeExternalAccountBindings CertificateDomainValidations Certificates TagsForCertificate
 TagsForResource] put[AccountConfiguration] remove[TagsFromCertificate] renew[Certificate]
 request[Certificate] resend[ValidationEmail] revoke[AcmeAccount AcmeExternalAccountBinding
 Certificate] search[Certificates] tag[Resource] untag[Resource] update[AcmeDomainValidation
 AcmeEndpoint CertificateOptions]
=acmpca AcmPca acm-pca
 create[CertificateAuthority CertificateAuthorityAuditReport Permission]
 delete[CertificateAuthority Permission Policy] describe[CertificateAuthority
 CertificateAuthorityAuditReport] get[Certificate CertificateAuthorityCertificate
 CertificateAuthorityCsr Policy] import[CertificateAuthorityCertificate] issue[Certificate]
 list[CertificateAuthorities Permissions Tags] put[Policy] restore[CertificateAuthority]
 revoke[Certificate] tag[CertificateAuthority] untag[CertificateAuthority]
 update[CertificateAuthority]
=agentregistry AgentRegistry agent-registry
 batch[GetDiscoverableRegistryRecord] list[DiscoverableRegistryRecords]
 search[DiscoverableRegistryRecords]
=agentregistrycontrol AgentRegistryControl agent-registry-control
 create[Registry RegistryRecord] delete[Registry RegistryRecord] get[Registry RegistryRecord]
 list[Registries RegistryRecords TagsForResource] submit[RegistryRecordForApproval] tag[Resource]
 untag[Resource] update[Registry RegistryRecord RegistryRecordStatus]
=aiops AiOps aiops
 create[InvestigationGroup] delete[InvestigationGroup InvestigationGroupPolicy]
 get[InvestigationGroup InvestigationGroupPolicy] list[InvestigationGroups TagsForResource]
 put[InvestigationGroupPolicy] tag[Resource] untag[Resource] update[InvestigationGroup]
=amp Amp amp
 create[AlertManagerDefinition AnomalyDetector LoggingConfiguration QueryLoggingConfiguration
 RuleGroupsNamespace Scraper Workspace] delete[AlertManagerDefinition AnomalyDetector
 LoggingConfiguration QueryLoggingConfiguration ResourcePolicy RuleGroupsNamespace Scraper
 ScraperLoggingConfiguration Workspace] describe[AlertManagerDefinition AnomalyDetector
 LoggingConfiguration QueryLoggingConfiguration ResourcePolicy RuleGroupsNamespace Scraper
 ScraperLoggingConfiguration Workspace WorkspaceConfiguration] get[DefaultScraperConfiguration]
 list[AnomalyDetectors RuleGroupsNamespaces Scrapers TagsForResource Workspaces]
 put[AlertManagerDefinition AnomalyDetector ResourcePolicy RuleGroupsNamespace] tag[Resource]
 untag[Resource] update[LoggingConfiguration QueryLoggingConfiguration Scraper
 ScraperLoggingConfiguration WorkspaceAlias WorkspaceConfiguration]
=amplify Amplify amplify
 create[App BackendEnvironment Branch Deployment DomainAssociation Webhook] delete[App
 BackendEnvironment Branch DomainAssociation Job Webhook] generate[AccessLogs] get[App ArtifactUrl
 BackendEnvironment Branch DomainAssociation Job Webhook] list[Apps Artifacts BackendEnvironments
 Branches DomainAssociations Jobs TagsForResource Webhooks] start[Deployment Job] stop[Job]
 tag[Resource] untag[Resource] update[App Branch DomainAssociation Webhook]
=amplifybackend AmplifyBackend amplifybackend
 clone[Backend] create[Backend BackendAPI BackendAuth BackendConfig BackendStorage Token]
 delete[Backend BackendAPI BackendAuth BackendStorage Token] generate[BackendAPIModels] get[Backend
 BackendAPI BackendAPIModels BackendAuth BackendJob BackendStorage Token] import[BackendAuth
 BackendStorage] list[BackendJobs S3Buckets] remove[AllBackends BackendConfig] update[BackendAPI
 BackendAuth BackendConfig BackendJob BackendStorage]
=amplifyuibuilder AmplifyUiBuilder amplifyuibuilder
 create[Component Form Theme] delete[Component Form Theme] exchange[CodeForToken] export[Components
 Forms Themes] get[CodegenJob Component Form Metadata Theme] list[CodegenJobs Components Forms
 TagsForResource Themes] put[MetadataFlag] refresh[Token] start[CodegenJob] tag[Resource]
 untag[Resource] update[Component Form Theme]
=apigateway ApiGateway apigateway
 create[ApiKey Authorizer BasePathMapping Deployment DocumentationPart DocumentationVersion
 DomainName DomainNameAccessAssociation Model RequestValidator Resource RestApi Stage UsagePlan
 UsagePlanKey VpcLink] delete[ApiKey Authorizer BasePathMapping ClientCertificate Deployment
 DocumentationPart DocumentationVersion DomainName DomainNameAccessAssociation GatewayResponse
 Integration IntegrationResponse Method MethodResponse Model RequestValidator Resource RestApi
 Stage UsagePlan UsagePlanKey VpcLink] flush[StageAuthorizersCache StageCache]
 generate[ClientCertificate] get[Account ApiKey ApiKeys Authorizer Authorizers BasePathMapping
 BasePathMappings ClientCertificate ClientCertificates Deployment Deployments DocumentationPart
 DocumentationParts DocumentationVersion DocumentationVersions DomainName
 DomainNameAccessAssociations DomainNames Export GatewayResponse GatewayResponses Integration
 IntegrationResponse Method MethodResponse Model ModelTemplate Models RequestValidator
 RequestValidators Resource Resources RestApi RestApis Sdk SdkType SdkTypes Stage Stages Tags Usage
 UsagePlan UsagePlanKey UsagePlanKeys UsagePlans VpcLink VpcLinks] import[ApiKeys
 DocumentationParts RestApi] put[GatewayResponse Integration IntegrationResponse Method
 MethodResponse RestApi] reject[DomainNameAccessAssociation] tag[Resource] test[InvokeAuthorizer
 InvokeMethod] untag[Resource] update[Account ApiKey Authorizer BasePathMapping ClientCertificate
 Deployment DocumentationPart DocumentationVersion DomainName GatewayResponse Integration
 IntegrationResponse Method MethodResponse Model RequestValidator Resource RestApi Stage Usage
 UsagePlan VpcLink]
=apigatewaymanagementapi ApiGatewayManagementApi apigatewaymanagementapi
 delete[Connection] get[Connection] post[ToConnection]
=apigatewayv2 ApiGatewayV2 apigatewayv2
 create[Api ApiMapping Authorizer Deployment DomainName Integration IntegrationResponse Model
 Portal PortalProduct ProductPage ProductRestEndpointPage Route RouteResponse RoutingRule Stage
 VpcLink] delete[AccessLogSettings Api ApiMapping Authorizer CorsConfiguration Deployment
 DomainName Integration IntegrationResponse Model Portal PortalProduct PortalProductSharingPolicy
 ProductPage ProductRestEndpointPage Route RouteRequestParameter RouteResponse RouteSettings
 RoutingRule Stage VpcLink] disable[Portal] export[Api] get[Api ApiMapping ApiMappings Apis
 Authorizer Authorizers Deployment Deployments DomainName DomainNames Integration
 IntegrationResponse IntegrationResponses Integrations Model ModelTemplate Models Portal
 PortalProduct PortalProductSharingPolicy ProductPage ProductRestEndpointPage Route RouteResponse
 RouteResponses Routes RoutingRule Stage Stages Tags VpcLink VpcLinks] import[Api]
 list[PortalProducts Portals ProductPages ProductRestEndpointPages RoutingRules] preview[Portal]
 publish[Portal] put[PortalProductSharingPolicy RoutingRule] reimport[Api] reset[AuthorizersCache]
 tag[Resource] untag[Resource] update[Api ApiMapping Authorizer Deployment DomainName Integration
 IntegrationResponse Model Portal PortalProduct ProductPage ProductRestEndpointPage Route
 RouteResponse Stage VpcLink]
=appconfig AppConfig appconfig
 create[Application ConfigurationProfile DeploymentStrategy Environment ExperimentDefinition
 Extension ExtensionAssociation HostedConfigurationVersion] delete[Application ConfigurationProfile
 DeploymentStrategy Environment ExperimentDefinition Extension ExtensionAssociation
 HostedConfigurationVersion] get[AccountSettings Application Configuration ConfigurationProfile
 Deployment DeploymentStrategy Environment ExperimentDefinition ExperimentRun Extension
 ExtensionAssociation HostedConfigurationVersion] list[Applications ConfigurationProfiles
 DeploymentStrategies Deployments Environments ExperimentDefinitions ExperimentRunEvents
 ExperimentRuns ExtensionAssociations Extensions HostedConfigurationVersions TagsForResource]
 start[Deployment ExperimentRun] stop[Deployment ExperimentRun] tag[Resource] untag[Resource]
 update[AccountSettings Application ConfigurationProfile DeploymentStrategy Environment
 ExperimentDefinition ExperimentRun Extension ExtensionAssociation] validate[Configuration]
=appconfigdata AppConfigData appconfigdata
 get[LatestConfiguration] start[ConfigurationSession]
=appfabric AppFabric appfabric
 batch[GetUserAccessTasks] connect[AppAuthorization] create[AppAuthorization AppBundle Ingestion
 IngestionDestination] delete[AppAuthorization AppBundle Ingestion IngestionDestination]
 get[AppAuthorization AppBundle Ingestion IngestionDestination] list[AppAuthorizations AppBundles
 IngestionDestinations Ingestions TagsForResource] start[Ingestion UserAccessTasks] stop[Ingestion]
 tag[Resource] untag[Resource] update[AppAuthorization IngestionDestination]
=appflow Appflow appflow
 cancel[FlowExecutions] create[ConnectorProfile Flow] delete[ConnectorProfile Flow]
 describe[Connector ConnectorEntity ConnectorProfiles Connectors Flow FlowExecutionRecords]
 list[ConnectorEntities Connectors Flows TagsForResource] register[Connector]
 reset[ConnectorMetadataCache] start[Flow] stop[Flow] tag[Resource] unregister[Connector]
 untag[Resource] update[ConnectorProfile ConnectorRegistration Flow]
=appintegrations AppIntegrations appintegrations
 create[Application DataIntegration DataIntegrationAssociation EventIntegration] delete[Application
 DataIntegration EventIntegration] get[Application DataIntegration EventIntegration]
 list[ApplicationAssociations Applications DataIntegrationAssociations DataIntegrations
 EventIntegrationAssociations EventIntegrations TagsForResource] tag[Resource] untag[Resource]
 update[Application DataIntegration DataIntegrationAssociation EventIntegration]
=applicationautoscaling ApplicationAutoScaling application-autoscaling
 delete[ScalingPolicy ScheduledAction] deregister[ScalableTarget] describe[ScalableTargets
 ScalingActivities ScalingPolicies ScheduledActions] get[PredictiveScalingForecast]
 list[TagsForResource] put[ScalingPolicy ScheduledAction] register[ScalableTarget] tag[Resource]
 untag[Resource]
=applicationcostprofiler ApplicationCostProfiler applicationcostprofiler
 delete[ReportDefinition] get[ReportDefinition] import[ApplicationUsage] list[ReportDefinitions]
 put[ReportDefinition] update[ReportDefinition]
=applicationdiscovery ApplicationDiscovery discovery
 associate[ConfigurationItemsToApplication] batch[DeleteAgents DeleteImportData] create[Application
 Tags] delete[Applications Tags] describe[Agents BatchDeleteConfigurationTask Configurations
 ContinuousExports ExportConfigurations ExportTasks ImportTasks Tags]
 disassociate[ConfigurationItemsFromApplication] export[Configurations] get[DiscoverySummary]
 list[Configurations ServerNeighbors] start[BatchDeleteConfigurationTask ContinuousExport
 DataCollectionByAgentIds ExportTask ImportTask] stop[ContinuousExport DataCollectionByAgentIds]
 update[Application]
=applicationinsights ApplicationInsights application-insights
 add[Workload] create[Application Component LogPattern] delete[Application Component LogPattern]
 describe[Application Component ComponentConfiguration ComponentConfigurationRecommendation
 LogPattern Observation Problem ProblemObservations Workload] list[Applications Components
 ConfigurationHistory LogPatternSets LogPatterns Problems TagsForResource Workloads]
 remove[Workload] tag[Resource] untag[Resource] update[Application Component ComponentConfiguration
 LogPattern Problem Workload]
=applicationsignals ApplicationSignals application-signals
 batch[DeleteInstrumentationConfigurations GetServiceLevelObjectiveBudgetReport
 UpdateExclusionWindows] create[InstrumentationConfiguration ServiceLevelObjective]
 delete[GroupingConfiguration InstrumentationConfiguration ServiceLevelObjective]
 get[InstrumentationConfiguration InstrumentationConfigurationStatus Service ServiceLevelObjective]
 list[AuditFindings EntityEvents GroupingAttributeDefinitions InstrumentationConfigurations
 ServiceDependencies ServiceDependents ServiceLevelObjectiveExclusionWindows ServiceLevelObjectives
 ServiceOperations ServiceStates Services TagsForResource] put[GroupingConfiguration]
 report[InstrumentationConfigurationStatus] start[Discovery] tag[Resource] untag[Resource]
 update[ServiceLevelObjective]
=appmesh AppMesh appmesh
 create[GatewayRoute Mesh Route VirtualGateway VirtualNode VirtualRouter VirtualService]
 delete[GatewayRoute Mesh Route VirtualGateway VirtualNode VirtualRouter VirtualService]
 describe[GatewayRoute Mesh Route VirtualGateway VirtualNode VirtualRouter VirtualService]
 list[GatewayRoutes Meshes Routes TagsForResource VirtualGateways VirtualNodes VirtualRouters
 VirtualServices] tag[Resource] untag[Resource] update[GatewayRoute Mesh Route VirtualGateway
 VirtualNode VirtualRouter VirtualService]
=apprunner AppRunner apprunner
 associate[CustomDomain] create[AutoScalingConfiguration Connection ObservabilityConfiguration
 Service VpcConnector VpcIngressConnection] delete[AutoScalingConfiguration Connection
 ObservabilityConfiguration Service VpcConnector VpcIngressConnection]
 describe[AutoScalingConfiguration CustomDomains ObservabilityConfiguration Service VpcConnector
 VpcIngressConnection] disassociate[CustomDomain] list[AutoScalingConfigurations Connections
 ObservabilityConfigurations Operations Services ServicesForAutoScalingConfiguration
 TagsForResource VpcConnectors VpcIngressConnections] pause[Service] resume[Service]
 start[Deployment] tag[Resource] untag[Resource] update[DefaultAutoScalingConfiguration Service
 VpcIngressConnection]
=appstream AppStream appstream
 associate[AppBlockBuilderAppBlock ApplicationFleet ApplicationToEntitlement Fleet
 SoftwareToImageBuilder] batch[AssociateUserStack DisassociateUserStack] copy[Image]
 create[AppBlock AppBlockBuilder AppBlockBuilderStreamingURL Application DirectoryConfig
 Entitlement ExportImageTask Fleet ImageBuilder ImageBuilderStreamingURL ImportedImage Stack
 StreamingURL ThemeForStack UpdatedImage UsageReportSubscription User] delete[AppBlock
 AppBlockBuilder Application DirectoryConfig Entitlement Fleet Image ImageBuilder ImagePermissions
 Stack ThemeForStack UsageReportSubscription User] describe[AppBlockBuilderAppBlockAssociations
 AppBlockBuilders AppBlocks AppLicenseUsage ApplicationFleetAssociations Applications
 DirectoryConfigs Entitlements Fleets ImageBuilders ImagePermissions Images Sessions
 SoftwareAssociations Stacks ThemeForStack UsageReportSubscriptions UserStackAssociations Users]
 disable[User] disassociate[AppBlockBuilderAppBlock ApplicationFleet ApplicationFromEntitlement
 Fleet SoftwareFromImageBuilder] drain[SessionInstance] enable[User] expire[Session]
 get[ExportImageTask] list[AssociatedFleets AssociatedStacks EntitledApplications ExportImageTasks
 TagsForResource] start[AppBlockBuilder Fleet ImageBuilder SoftwareDeploymentToImageBuilder]
 stop[AppBlockBuilder Fleet ImageBuilder] tag[Resource] untag[Resource] update[AppBlockBuilder
 Application DirectoryConfig Entitlement Fleet ImageBuilder ImagePermissions Stack ThemeForStack]
=appsync AppSync appsync
 associate[Api MergedGraphqlApi SourceGraphqlApi] create[Api ApiCache ApiKey ChannelNamespace
 DataSource DomainName Function GraphqlApi Resolver Type] delete[Api ApiCache ApiKey
 ChannelNamespace DataSource DomainName Function GraphqlApi Resolver Type] disassociate[Api
 MergedGraphqlApi SourceGraphqlApi] evaluate[Code MappingTemplate] flush[ApiCache] get[Api
 ApiAssociation ApiCache ChannelNamespace DataSource DataSourceIntrospection DomainName Function
 GraphqlApi GraphqlApiEnvironmentVariables IntrospectionSchema Resolver SchemaCreationStatus
 SourceApiAssociation Type] list[ApiKeys Apis ChannelNamespaces DataSources DomainNames Functions
 GraphqlApis Resolvers ResolversByFunction SourceApiAssociations TagsForResource Types
 TypesByAssociation] put[GraphqlApiEnvironmentVariables] start[DataSourceIntrospection
 SchemaCreation SchemaMerge] tag[Resource] untag[Resource] update[Api ApiCache ApiKey
 ChannelNamespace DataSource DomainName Function GraphqlApi Resolver SourceApiAssociation Type]
=arcregionswitch ArcRegionSwitch arc-region-switch
 approve[PlanExecutionStep] cancel[PlanExecution] create[Plan] delete[Plan] get[Plan
 PlanEvaluationStatus PlanExecution PlanInRegion] list[PlanExecutionEvents PlanExecutions Plans
 PlansInRegion Route53HealthChecks Route53HealthChecksInRegion ServiceQuotaWarnings
 TagsForResource] start[PlanExecution] tag[Resource] untag[Resource] update[Plan PlanExecution
 PlanExecutionStep]
=arczonalshift ArcZonalShift arc-zonal-shift
 cancel[PracticeRun ZonalShift] create[PracticeRunConfiguration] delete[PracticeRunConfiguration]
 get[AutoshiftObserverNotificationStatus ManagedResource] list[Autoshifts ManagedResources
 ZonalShifts] start[PracticeRun ZonalShift] update[AutoshiftObserverNotificationStatus
 PracticeRunConfiguration ZonalAutoshiftConfiguration ZonalShift]
=artifact Artifact artifact
 create[ComplianceInquiry] export[ComplianceInquiry] get[AccountSettings ComplianceInquiryMetadata
 Report ReportMetadata TermForReport] list[ComplianceInquiries ComplianceInquiryQueries
 CustomerAgreements ReportVersions Reports TagsForResource] put[AccountSettings
 ComplianceInquiryFeedback] tag[Resource] untag[Resource]
=athena Athena athena
 batch[GetNamedQuery GetPreparedStatement GetQueryExecution] cancel[CapacityReservation]
 create[CapacityReservation DataCatalog NamedQuery Notebook PreparedStatement PresignedNotebookUrl
 SystemTableConfiguration WorkGroup] delete[CapacityReservation DataCatalog NamedQuery Notebook
 PreparedStatement SystemTableConfiguration WorkGroup] export[Notebook] get[CalculationExecution
 CalculationExecutionCode CalculationExecutionStatus CapacityAssignmentConfiguration
 CapacityReservation DataCatalog Database NamedQuery NotebookMetadata PreparedStatement
 QueryExecution QueryResults QueryRuntimeStatistics ResourceDashboard Session SessionEndpoint
 SessionStatus SystemTableConfiguration TableMetadata WorkGroup] import[Notebook]
 list[ApplicationDPUSizes CalculationExecutions CapacityReservations DataCatalogs Databases
 EngineVersions Executors NamedQueries NotebookMetadata NotebookSessions PreparedStatements
 QueryExecutions Sessions SystemTableStatuses TableMetadata TagsForResource WorkGroups]
 put[CapacityAssignmentConfiguration] start[CalculationExecution QueryExecution Session]
 stop[CalculationExecution QueryExecution] tag[Resource] terminate[Session] untag[Resource]
 update[CapacityReservation DataCatalog NamedQuery Notebook NotebookMetadata PreparedStatement
 SystemTableConfiguration WorkGroup]
=auditmanager AuditManager auditmanager
 associate[AssessmentReportEvidenceFolder] batch[AssociateAssessmentReportEvidence
 CreateDelegationByAssessment DeleteDelegationByAssessment DisassociateAssessmentReportEvidence
 ImportEvidenceToAssessmentControl] create[Assessment AssessmentFramework AssessmentReport Control]
 delete[Assessment AssessmentFramework AssessmentFrameworkShare AssessmentReport Control]
 deregister[Account OrganizationAdminAccount] disassociate[AssessmentReportEvidenceFolder]
 get[AccountStatus Assessment AssessmentFramework AssessmentReportUrl ChangeLogs Control
 Delegations Evidence EvidenceByEvidenceFolder EvidenceFileUploadUrl EvidenceFolder
 EvidenceFoldersByAssessment EvidenceFoldersByAssessmentControl Insights InsightsByAssessment
 OrganizationAdminAccount ServicesInScope Settings] list[AssessmentControlInsightsByControlDomain
 AssessmentFrameworkShareRequests AssessmentFrameworks AssessmentReports Assessments
 ControlDomainInsights ControlDomainInsightsByAssessment ControlInsightsByControlDomain Controls
 KeywordsForDataSource Notifications TagsForResource] register[Account OrganizationAdminAccount]
 start[AssessmentFrameworkShare] tag[Resource] untag[Resource] update[Assessment AssessmentControl
 AssessmentControlSetStatus AssessmentFramework AssessmentFrameworkShare AssessmentStatus Control
 Settings] validate[AssessmentReportIntegrity]
=autoscaling AutoScaling autoscaling
 attach[Instances LoadBalancerTargetGroups LoadBalancers TrafficSources]
 batch[DeleteScheduledAction PutScheduledUpdateGroupAction] cancel[InstanceRefresh]
 complete[LifecycleAction] create[AutoScalingGroup LaunchConfiguration OrUpdateTags]
 delete[AutoScalingGroup LaunchConfiguration LifecycleHook NotificationConfiguration Policy
 ScheduledAction Tags WarmPool] describe[AccountLimits AccountSettings AdjustmentTypes
 AutoScalingGroups AutoScalingInstances AutoScalingNotificationTypes InstanceRefreshes
 LaunchConfigurations LifecycleHookTypes LifecycleHooks LoadBalancerTargetGroups LoadBalancers
 MetricCollectionTypes NotificationConfigurations Policies ScalingActivities ScalingProcessTypes
 ScheduledActions Tags TerminationPolicyTypes TrafficSources WarmPool] detach[Instances
 LoadBalancerTargetGroups LoadBalancers TrafficSources] disable[MetricsCollection]
 enable[MetricsCollection] enter[Standby] execute[Policy] exit[Standby]
 get[PredictiveScalingForecast] launch[Instances] put[AccountSetting LifecycleHook
 NotificationConfiguration ScalingPolicy ScheduledUpdateGroupAction WarmPool]
 record[LifecycleActionHeartbeat] resume[Processes] rollback[InstanceRefresh] set[DesiredCapacity
 InstanceHealth InstanceProtection] start[InstanceRefresh] suspend[Processes]
 terminate[InstanceInAutoScalingGroup] update[AutoScalingGroup]
=autoscalingplans AutoScalingPlans autoscaling-plans
 create[ScalingPlan] delete[ScalingPlan] describe[ScalingPlanResources ScalingPlans]
 get[ScalingPlanResourceForecastData] update[ScalingPlan]
=b2bi B2Bi b2bi
 create[Capability Partnership Profile StarterMappingTemplate Transformer] delete[Capability
 Partnership Profile Transformer] generate[Mapping] get[Capability Partnership Profile Transformer
 TransformerJob] list[Capabilities Partnerships Profiles TagsForResource Transformers]
 start[TransformerJob] tag[Resource] test[Conversion Mapping Parsing] untag[Resource]
 update[Capability Partnership Profile Transformer]
=backup Backup backup
 associate[BackupVaultMpaApprovalTeam] cancel[LegalHold] create[BackupAccessPoint BackupPlan
 BackupSelection BackupVault Framework LegalHold LogicallyAirGappedBackupVault ReportPlan
 RestoreAccessBackupVault RestoreTestingPlan RestoreTestingSelection TieringConfiguration]
 delete[BackupAccessPoint BackupPlan BackupSelection BackupVault BackupVaultAccessPolicy
 BackupVaultLockConfiguration BackupVaultNotifications Framework RecoveryPoint ReportPlan
 RestoreTestingPlan RestoreTestingSelection TieringConfiguration] describe[BackupAccessPoint
 BackupJob BackupVault CopyJob Framework GlobalSettings ProtectedResource RecoveryPoint
 RegionSettings ReportJob ReportPlan RestoreJob ScanJob] disassociate[BackupVaultMpaApprovalTeam
 RecoveryPoint RecoveryPointFromParent] export[BackupPlanTemplate] get[BackupPlan
 BackupPlanFromJSON BackupPlanFromTemplate BackupSelection BackupVaultAccessPolicy
 BackupVaultNotifications LegalHold PITRMalwareScanResults RecoveryPointIndexDetails
 RecoveryPointRestoreMetadata RestoreJobMetadata RestoreTestingInferredMetadata RestoreTestingPlan
 RestoreTestingSelection SupportedResourceTypes TieringConfiguration] list[BackupAccessPoints
 BackupAccessPointsByRecoveryPoint BackupAccessPointsByResource BackupJobSummaries BackupJobs
 BackupPlanTemplates BackupPlanVersions BackupPlans BackupSelections BackupVaults CopyJobSummaries
 CopyJobs Frameworks IndexedRecoveryPoints LegalHolds ProtectedResources
 ProtectedResourcesByBackupVault RecoveryPointsByBackupVault RecoveryPointsByLegalHold
 RecoveryPointsByResource ReportJobs ReportPlans RestoreAccessBackupVaults RestoreJobSummaries
 RestoreJobs RestoreJobsByProtectedResource RestoreTestingPlans RestoreTestingSelections
 ScanJobSummaries ScanJobs Tags TieringConfigurations] put[BackupVaultAccessPolicy
 BackupVaultLockConfiguration BackupVaultNotifications RestoreValidationResult]
 revoke[RestoreAccessBackupVault] start[BackupJob CopyJob ReportJob RestoreJob ScanJob]
 stop[BackupJob] tag[Resource] untag[Resource] update[BackupPlan Framework GlobalSettings
 RecoveryPointIndexSettings RecoveryPointLifecycle RegionSettings ReportPlan RestoreTestingPlan
 RestoreTestingSelection TieringConfiguration]
=backupgateway BackupGateway backup-gateway
 associate[GatewayToServer] create[Gateway] delete[Gateway Hypervisor]
 disassociate[GatewayFromServer] get[BandwidthRateLimitSchedule Gateway Hypervisor
 HypervisorPropertyMappings VirtualMachine] import[HypervisorConfiguration] list[Gateways
 Hypervisors TagsForResource VirtualMachines] put[BandwidthRateLimitSchedule
 HypervisorPropertyMappings MaintenanceStartTime] start[VirtualMachinesMetadataSync] tag[Resource]
 test[HypervisorConfiguration] untag[Resource] update[GatewayInformation GatewaySoftwareNow
 Hypervisor]
=backupsearch BackupSearch backupsearch
 get[SearchJob SearchResultExportJob] list[SearchJobBackups SearchJobResults SearchJobs
 SearchResultExportJobs TagsForResource] start[SearchJob SearchResultExportJob] stop[SearchJob]
 tag[Resource] untag[Resource]
=batch Batch batch
 cancel[Job Jobs] create[ComputeEnvironment ConsumableResource JobQueue QuotaShare SchedulingPolicy
 ServiceEnvironment] delete[ComputeEnvironment ConsumableResource JobQueue QuotaShare
 SchedulingPolicy ServiceEnvironment] deregister[JobDefinition] describe[ComputeEnvironments
 ConsumableResource JobDefinitions JobQueues Jobs QuotaShare SchedulingPolicies ServiceEnvironments
 ServiceJob] get[JobQueueSnapshot] list[ConsumableResources Jobs JobsByConsumableResource
 QuotaShares SchedulingPolicies ServiceJobs TagsForResource] register[JobDefinition] submit[Job
 ServiceJob] tag[Resource] terminate[Job Jobs ServiceJob ServiceJobs] untag[Resource]
 update[ComputeEnvironment ConsumableResource JobQueue QuotaShare SchedulingPolicy
 ServiceEnvironment ServiceJob]
=bcmdashboards BcmDashboards bcm-dashboards
 create[Dashboard ScheduledReport] delete[Dashboard ScheduledReport] execute[ScheduledReport]
 get[Dashboard ResourcePolicy ScheduledReport] list[Dashboards ScheduledReports TagsForResource]
 tag[Resource] untag[Resource] update[Dashboard ScheduledReport]
=bcmdataexports BcmDataExports bcm-data-exports
 create[Export] delete[Export] get[Execution Export Table] list[Executions Exports Tables
 TagsForResource] tag[Resource] untag[Resource] update[Export]
=bcmpricingcalculator BcmPricingCalculator bcm-pricing-calculator
 batch[CreateBillScenarioCommitmentModification CreateBillScenarioUsageModification
 CreateWorkloadEstimateUsage DeleteBillScenarioCommitmentModification
 DeleteBillScenarioUsageModification DeleteWorkloadEstimateUsage
 UpdateBillScenarioCommitmentModification UpdateBillScenarioUsageModification
 UpdateWorkloadEstimateUsage] create[BillEstimate BillScenario WorkloadEstimate]
 delete[BillEstimate BillScenario WorkloadEstimate] get[BillEstimate BillScenario Preferences
 WorkloadEstimate] list[BillEstimateCommitments BillEstimateInputCommitmentModifications
 BillEstimateInputUsageModifications BillEstimateLineItems BillEstimates
 BillScenarioCommitmentModifications BillScenarioUsageModifications BillScenarios TagsForResource
 WorkloadEstimateUsage WorkloadEstimates] tag[Resource] untag[Resource] update[BillEstimate
 BillScenario Preferences WorkloadEstimate]
=bcmrecommendedactions BcmRecommendedActions bcm-recommended-actions
 list[RecommendedActions]
=bedrock Bedrock bedrock
 batch[DeleteAdvancedPromptOptimizationJob DeleteEvaluationJob]
 cancel[AutomatedReasoningPolicyBuildWorkflow] create[AdvancedPromptOptimizationJob
 AutomatedReasoningPolicy AutomatedReasoningPolicyTestCase AutomatedReasoningPolicyVersion
 CustomModel CustomModelDeployment EvaluationJob FoundationModelAgreement Guardrail
 GuardrailVersion InferenceProfile MarketplaceModelEndpoint ModelCopyJob ModelCustomizationJob
 ModelImportJob ModelInvocationJob PromptRouter ProvisionedModelThroughput]
 delete[AutomatedReasoningPolicy AutomatedReasoningPolicyBuildWorkflow
 AutomatedReasoningPolicyTestCase CustomModel CustomModelDeployment EnforcedGuardrailConfiguration
 FoundationModelAgreement Guardrail ImportedModel InferenceProfile MarketplaceModelEndpoint
 ModelInvocationLoggingConfiguration PromptRouter ProvisionedModelThroughput ResourcePolicy]
 deregister[MarketplaceModelEndpoint] export[AutomatedReasoningPolicyVersion]
 get[AccountDataRetention AdvancedPromptOptimizationJob AutomatedReasoningPolicy
 AutomatedReasoningPolicyAnnotations AutomatedReasoningPolicyBuildWorkflow
 AutomatedReasoningPolicyBuildWorkflowResultAssets AutomatedReasoningPolicyNextScenario
 AutomatedReasoningPolicyTestCase AutomatedReasoningPolicyTestResult CustomModel
 CustomModelDeployment EvaluationJob FoundationModel FoundationModelAvailability Guardrail
 ImportedModel InferenceProfile MarketplaceModelEndpoint ModelCopyJob ModelCustomizationJob
 ModelImportJob ModelInvocationJob ModelInvocationLoggingConfiguration PromptRouter
 ProvisionedModelThroughput ResourcePolicy UseCaseForModelAccess]
 list[AdvancedPromptOptimizationJobs AutomatedReasoningPolicies
 AutomatedReasoningPolicyBuildWorkflows AutomatedReasoningPolicyTestCases
 AutomatedReasoningPolicyTestResults CustomModelDeployments CustomModels
 EnforcedGuardrailsConfiguration EvaluationJobs FoundationModelAgreementOffers FoundationModels
 Guardrails ImportedModels InferenceProfiles MarketplaceModelEndpoints ModelCopyJobs
 ModelCustomizationJobs ModelImportJobs ModelInvocationJobs PromptRouters
 ProvisionedModelThroughputs TagsForResource] put[AccountDataRetention
 EnforcedGuardrailConfiguration ModelInvocationLoggingConfiguration ResourcePolicy
 UseCaseForModelAccess] register[MarketplaceModelEndpoint]
 start[AutomatedReasoningPolicyBuildWorkflow AutomatedReasoningPolicyTestWorkflow]
 stop[AdvancedPromptOptimizationJob EvaluationJob ModelCustomizationJob ModelInvocationJob]
 tag[Resource] untag[Resource] update[AutomatedReasoningPolicy AutomatedReasoningPolicyAnnotations
 AutomatedReasoningPolicyTestCase CustomModelDeployment Guardrail MarketplaceModelEndpoint
 ProvisionedModelThroughput]
=bedrockagent BedrockAgent bedrock-agent
 associate[AgentCollaborator AgentKnowledgeBase] create[Agent AgentActionGroup AgentAlias
 DataSource Flow FlowAlias FlowVersion KnowledgeBase Prompt PromptVersion RetrievalInstruction
 RetrievalInstructionVersion VpcConfiguration] delete[Agent AgentActionGroup AgentAlias
 AgentVersion DataSource Flow FlowAlias FlowVersion KnowledgeBase KnowledgeBaseDocuments Prompt
 ResourcePolicy RetrievalInstruction VpcConfiguration] disassociate[AgentCollaborator
 AgentKnowledgeBase] get[Agent AgentActionGroup AgentAlias AgentCollaborator AgentKnowledgeBase
 AgentVersion DataSource Flow FlowAlias FlowVersion IngestionJob KnowledgeBase
 KnowledgeBaseDocuments Prompt ResourcePolicy RetrievalInstruction VpcConfiguration]
 ingest[KnowledgeBaseDocuments] list[AgentActionGroups AgentAliases AgentCollaborators
 AgentKnowledgeBases AgentVersions Agents DataSources FlowAliases FlowVersions Flows IngestionJobs
 KnowledgeBaseDocuments KnowledgeBases Prompts RetrievalInstructionVersions RetrievalInstructions
 TagsForResource VpcConfigurations] prepare[Agent Flow] put[ResourcePolicy] start[IngestionJob]
 stop[IngestionJob] tag[Resource] untag[Resource] update[Agent AgentActionGroup AgentAlias
 AgentCollaborator AgentKnowledgeBase DataSource Flow FlowAlias KnowledgeBase Prompt
 RetrievalInstruction] validate[FlowDefinition]
=bedrockagentcore BedrockAgentCore bedrock-agentcore
 batch[CreateMemoryRecords DeleteMemoryRecords UpdateMemoryRecords] complete[ResourceTokenAuth]
 create[ABTest Event PaymentInstrument PaymentSession] delete[ABTest BatchEvaluation
 CapacityProviderSession DatasetGeneration Event MemoryRecord PaymentInstrument PaymentSession
 Recommendation] evaluate get[ABTest AgentCard AgentInsight BatchEvaluation BrowserSession
 CodeInterpreterSession DatasetGeneration Event MemoryRecord PaymentInstrument
 PaymentInstrumentBalance PaymentSession Recommendation ResourceApiKey ResourceOauth2Token
 ResourcePaymentToken WorkloadAccessToken WorkloadAccessTokenForJWT WorkloadAccessTokenForUserId]
 ingest[Data] invoke[AgentRuntime AgentRuntimeCommand! Browser CodeInterpreter! Harness! WebSearch]
 list[ABTests Actors AgentInsights BatchEvaluations BrowserSessions CodeInterpreterSessions
 DatasetGenerations Events MemoryExtractionJobs MemoryRecords PaymentInstruments PaymentSessions
 Recommendations Sessions] process[Payment] retrieve[MemoryRecords] save[BrowserSessionProfile]
 search[RegistryRecords] start[BatchEvaluation BrowserSession CodeInterpreterSession
 DatasetGeneration MemoryExtractionJob Recommendation] stop[BatchEvaluation BrowserSession
 CodeInterpreterSession RuntimeSession] update[ABTest AgentInsight BrowserStream]
=bedrockagentcorecontrol BedrockAgentCoreControl bedrock-agentcore-control
 add[DatasetExamples] batch[PutGatewayRateLimits] create[AgentRuntime AgentRuntimeEndpoint
 ApiKeyCredentialProvider Browser BrowserProfile CapacityProvider CodeInterpreter
 ConfigurationBundle ConsentPortal Dataset DatasetVersion Evaluator Gateway GatewayRateLimit
 GatewayRule GatewayTarget Harness HarnessEndpoint Memory Oauth2CredentialProvider
 OnlineEvaluationConfig PaymentConnector PaymentCredentialProvider PaymentManager Policy
 PolicyEngine Registry RegistryRecord WorkloadIdentity] delete[AgentRuntime AgentRuntimeEndpoint
 ApiKeyCredentialProvider Browser BrowserProfile CapacityProvider CodeInterpreter
 ConfigurationBundle ConsentPortal Dataset DatasetExamples Evaluator Gateway GatewayRateLimit
 GatewayRule GatewayTarget Harness HarnessEndpoint Memory Oauth2CredentialProvider
 OnlineEvaluationConfig PaymentConnector PaymentCredentialProvider PaymentManager Policy
 PolicyEngine Registry RegistryRecord ResourcePolicy WorkloadIdentity] get[AgentInsightStore
 AgentRuntime AgentRuntimeEndpoint ApiKeyCredentialProvider Browser BrowserProfile CapacityProvider
 CodeInterpreter ConfigurationBundle ConfigurationBundleVersion ConsentPortal Dataset Evaluator
 Gateway GatewayRateLimit GatewayRule GatewayTarget Harness HarnessEndpoint Memory
 Oauth2CredentialProvider OnlineEvaluationConfig PaymentConnector PaymentCredentialProvider
 PaymentManager Policy PolicyEngine PolicyEngineSummary PolicyGeneration PolicyGenerationSummary
 PolicySummary Registry RegistryRecord ResourcePolicy TokenVault WorkloadIdentity]
 list[AgentInsightStores AgentRuntimeEndpoints AgentRuntimeVersions
 AgentRuntimeVersionsByCapacityProvider AgentRuntimes ApiKeyCredentialProviders BrowserProfiles
 Browsers CapacityProviders CodeInterpreters ConfigurationBundleVersions ConfigurationBundles
 ConsentPortals DatasetExamples DatasetVersions Datasets Evaluators GatewayRateLimits GatewayRules
 GatewayTargets Gateways HarnessEndpoints HarnessVersions Harnesses Memories
 Oauth2CredentialProviders OnlineEvaluationConfigs PaymentConnectors PaymentCredentialProviders
 PaymentManagers Policies PolicyEngineSummaries PolicyEngines PolicyGenerationAssets
 PolicyGenerationSummaries PolicyGenerations PolicySummaries Registries RegistryRecords
 TagsForResource WorkloadIdentities] put[ResourcePolicy] reset[TokenVaultKeyMaterial]
 rotate[PaymentConnectorCredentials] set[TokenVaultCMK] start[PolicyGeneration]
 submit[RegistryRecordForApproval] synchronize[GatewayTargets] tag[Resource] untag[Resource]
 update[AgentInsightStore AgentRuntime AgentRuntimeEndpoint ApiKeyCredentialProvider
 CapacityProvider ConfigurationBundle ConsentPortal Dataset DatasetExamples Evaluator Gateway
 GatewayRateLimit GatewayRule GatewayTarget Harness HarnessEndpoint Memory Oauth2CredentialProvider
 OnlineEvaluationConfig PaymentConnector PaymentCredentialProvider PaymentManager Policy
 PolicyEngine Registry RegistryRecord RegistryRecordStatus WorkloadIdentity]
=bedrockagentruntime BedrockAgentRuntime bedrock-agent-runtime
 agentic[RetrieveStream!] check[IngestedDocumentAcl] create[Invocation Session] delete[AgentMemory
 Session] end[Session] generate[Query] get[AgentMemory DocumentContent ExecutionFlowSnapshot
 FlowExecution IngestedDocumentAcl InvocationStep Session] invoke[Agent! Flow! InlineAgent!]
 list[FlowExecutionEvents FlowExecutions InvocationSteps Invocations Sessions TagsForResource]
 optimize[Prompt!] put[InvocationStep] rerank retrieve retrieve[AndGenerate AndGenerateStream!]
 start[FlowExecution] stop[FlowExecution] tag[Resource] untag[Resource] update[Session]
=bedrockdataautomation BedrockDataAutomation bedrock-data-automation
 copy[BlueprintStage] create[Blueprint BlueprintVersion DataAutomationLibrary
 DataAutomationProject] delete[Blueprint DataAutomationLibrary DataAutomationProject] get[Blueprint
 BlueprintOptimizationStatus DataAutomationLibrary DataAutomationLibraryEntity
 DataAutomationLibraryIngestionJob DataAutomationProject] invoke[BlueprintOptimizationAsync
 DataAutomationLibraryIngestionJob] list[Blueprints DataAutomationLibraries
 DataAutomationLibraryEntities DataAutomationLibraryIngestionJobs DataAutomationProjects
 TagsForResource] tag[Resource] untag[Resource] update[Blueprint DataAutomationLibrary
 DataAutomationProject]
=bedrockdataautomationruntime BedrockDataAutomationRuntime bedrock-data-automation-runtime
 get[DataAutomationStatus] invoke[DataAutomation DataAutomationAsync] list[TagsForResource]
 tag[Resource] untag[Resource]
=bedrockruntime BedrockRuntime bedrock-runtime
 apply[Guardrail] converse converse[Stream!] count[Tokens] get[AsyncInvoke] invoke[GuardrailChecks
 Model ModelWithBidirectionalStream! ModelWithResponseStream!] list[AsyncInvokes]
 start[AsyncInvoke]
=billing Billing billing
 associate[Contract SourceViews] cancel[ContractualInvestmentAttestation] create[BillingView
 ContractualInvestmentAttestation] delete[BillingView] disassociate[Contract SourceViews]
 get[BillingPreferences BillingView ContractInformation CreditAllocationHistory Credits
 EnterpriseSupportChargeSummary EnterpriseSupportContractDetails ResourcePolicy]
 list[BillingViewSegments BillingViews BusinessSupportAccountCharges
 BusinessSupportSubscriptionHistory Contracts ContractualInvestmentAttestations
 ContractualInvestmentSummaries ContractualInvestments EnterpriseSupportLinkedAccountCharges
 SourceViewsForBillingView TagsForResource] redeem[Credits] split[Credit] tag[Resource]
 transfer[Credit] untag[Resource] update[BillingPreferences BillingView]
=billingconductor Billingconductor billingconductor
 associate[Accounts PricingRules] batch[AssociateResourcesToCustomLineItem
 DisassociateResourcesFromCustomLineItem] create[BillingGroup CustomLineItem PricingPlan
 PricingRule] delete[BillingGroup CustomLineItem PricingPlan PricingRule] disassociate[Accounts
 PricingRules] get[BillingGroupCostReport BillingTransferPreference] list[AccountAssociations
 BillingGroupCostReports BillingGroups CustomLineItemVersions CustomLineItems PricingPlans
 PricingPlansAssociatedWithPricingRule PricingRules PricingRulesAssociatedToPricingPlan
 ResourcesAssociatedToCustomLineItem TagsForResource] tag[Resource] untag[Resource]
 update[BillingGroup BillingTransferPreference CustomLineItem PricingPlan PricingRule]
=braket Braket braket
 cancel[Job QuantumTask] create[Job QuantumTask SpendingLimit] delete[SpendingLimit] get[Device Job
 QuantumTask] list[TagsForResource] search[Devices Jobs QuantumTasks SpendingLimits] tag[Resource]
 untag[Resource] update[SpendingLimit]
=budgets Budgets budgets
 create[Budget BudgetAction Notification Subscriber] delete[Budget BudgetAction Notification
 Subscriber] describe[Budget BudgetAction BudgetActionHistories BudgetActionsForAccount
 BudgetActionsForBudget BudgetNotificationsForAccount BudgetPerformanceHistory Budgets
 NotificationsForBudget SubscribersForNotification] execute[BudgetAction] list[TagsForResource]
 tag[Resource] untag[Resource] update[Budget BudgetAction Notification Subscriber]
=chatbot Chatbot chatbot
 associate[ToConfiguration] create[ChimeWebhookConfiguration CustomAction
 MicrosoftTeamsChannelConfiguration SlackChannelConfiguration] delete[ChimeWebhookConfiguration
 CustomAction MicrosoftTeamsChannelConfiguration MicrosoftTeamsConfiguredTeam
 MicrosoftTeamsUserIdentity SlackChannelConfiguration SlackUserIdentity
 SlackWorkspaceAuthorization] describe[ChimeWebhookConfigurations SlackChannelConfigurations
 SlackUserIdentities SlackWorkspaces] disassociate[FromConfiguration] get[AccountPreferences
 CustomAction MicrosoftTeamsChannelConfiguration] list[Associations CustomActions
 MicrosoftTeamsChannelConfigurations MicrosoftTeamsConfiguredTeams MicrosoftTeamsUserIdentities
 TagsForResource] tag[Resource] untag[Resource] update[AccountPreferences ChimeWebhookConfiguration
 CustomAction MicrosoftTeamsChannelConfiguration SlackChannelConfiguration]
=chime Chime chime
 associate[PhoneNumberWithUser SigninDelegateGroupsWithAccount] batch[CreateRoomMembership
 DeletePhoneNumber SuspendUser UnsuspendUser UpdatePhoneNumber UpdateUser] create[Account Bot
 MeetingDialOut PhoneNumberOrder Room RoomMembership User] delete[Account EventsConfiguration
 PhoneNumber Room RoomMembership] disassociate[PhoneNumberFromUser SigninDelegateGroupsFromAccount]
 get[Account AccountSettings Bot EventsConfiguration GlobalSettings PhoneNumber PhoneNumberOrder
 PhoneNumberSettings RetentionSettings Room User UserSettings] invite[Users] list[Accounts Bots
 PhoneNumberOrders PhoneNumbers RoomMemberships Rooms SupportedPhoneNumberCountries Users]
 logout[User] put[EventsConfiguration RetentionSettings] redact[ConversationMessage RoomMessage]
 regenerate[SecurityToken] reset[PersonalPIN] restore[PhoneNumber] search[AvailablePhoneNumbers]
 update[Account AccountSettings Bot GlobalSettings PhoneNumber PhoneNumberSettings Room
 RoomMembership User UserSettings]
=chimesdkidentity ChimeSdkIdentity chime-sdk-identity
 create[AppInstance AppInstanceAdmin AppInstanceBot AppInstanceUser] delete[AppInstance
 AppInstanceAdmin AppInstanceBot AppInstanceUser] deregister[AppInstanceUserEndpoint]
 describe[AppInstance AppInstanceAdmin AppInstanceBot AppInstanceUser AppInstanceUserEndpoint]
 get[AppInstanceRetentionSettings] list[AppInstanceAdmins AppInstanceBots AppInstanceUserEndpoints
 AppInstanceUsers AppInstances TagsForResource] put[AppInstanceRetentionSettings
 AppInstanceUserExpirationSettings] register[AppInstanceUserEndpoint] tag[Resource] untag[Resource]
 update[AppInstance AppInstanceBot AppInstanceUser AppInstanceUserEndpoint]
=chimesdkmediapipelines ChimeSdkMediaPipelines chime-sdk-media-pipelines
 create[MediaCapturePipeline MediaConcatenationPipeline MediaInsightsPipeline
 MediaInsightsPipelineConfiguration MediaLiveConnectorPipeline MediaPipelineKinesisVideoStreamPool
 MediaStreamPipeline] delete[MediaCapturePipeline MediaInsightsPipelineConfiguration MediaPipeline
 MediaPipelineKinesisVideoStreamPool] get[MediaCapturePipeline MediaInsightsPipelineConfiguration
 MediaPipeline MediaPipelineKinesisVideoStreamPool SpeakerSearchTask VoiceToneAnalysisTask]
 list[MediaCapturePipelines MediaInsightsPipelineConfigurations
 MediaPipelineKinesisVideoStreamPools MediaPipelines TagsForResource] start[SpeakerSearchTask
 VoiceToneAnalysisTask] stop[SpeakerSearchTask VoiceToneAnalysisTask] tag[Resource] untag[Resource]
 update[MediaInsightsPipelineConfiguration MediaInsightsPipelineStatus
 MediaPipelineKinesisVideoStreamPool]
=chimesdkmeetings ChimeSdkMeetings chime-sdk-meetings
 batch[CreateAttendee UpdateAttendeeCapabilitiesExcept] create[Attendee Meeting
 MeetingWithAttendees] delete[Attendee Meeting] get[Attendee Meeting] list[Attendees
 TagsForResource] start[MeetingTranscription] stop[MeetingTranscription] tag[Resource]
 untag[Resource] update[AttendeeCapabilities]
=chimesdkmessaging ChimeSdkMessaging chime-sdk-messaging
 associate[ChannelFlow] batch[CreateChannelMembership] channel[FlowCallback] create[Channel
 ChannelBan ChannelFlow ChannelMembership ChannelModerator] delete[Channel ChannelBan ChannelFlow
 ChannelMembership ChannelMessage ChannelModerator MessagingStreamingConfigurations]
 describe[Channel ChannelBan ChannelFlow ChannelMembership ChannelMembershipForAppInstanceUser
 ChannelModeratedByAppInstanceUser ChannelModerator] disassociate[ChannelFlow]
 get[ChannelMembershipPreferences ChannelMessage ChannelMessageStatus MessagingSessionEndpoint
 MessagingStreamingConfigurations] list[ChannelBans ChannelFlows ChannelMemberships
 ChannelMembershipsForAppInstanceUser ChannelMessages ChannelModerators Channels
 ChannelsAssociatedWithChannelFlow ChannelsModeratedByAppInstanceUser SubChannels TagsForResource]
 put[ChannelExpirationSettings ChannelMembershipPreferences MessagingStreamingConfigurations]
 redact[ChannelMessage] search[Channels] send[ChannelMessage] tag[Resource] untag[Resource]
 update[Channel ChannelFlow ChannelMessage ChannelReadMarker]
=chimesdkvoice ChimeSdkVoice chime-sdk-voice
 associate[PhoneNumbersWithVoiceConnector PhoneNumbersWithVoiceConnectorGroup]
 batch[DeletePhoneNumber UpdatePhoneNumber] create[PhoneNumberOrder ProxySession
 SipMediaApplication SipMediaApplicationCall SipRule VoiceConnector VoiceConnectorGroup
 VoiceProfile VoiceProfileDomain] delete[PhoneNumber ProxySession SipMediaApplication SipRule
 VoiceConnector VoiceConnectorEmergencyCallingConfiguration
 VoiceConnectorExternalSystemsConfiguration VoiceConnectorGroup VoiceConnectorOrigination
 VoiceConnectorProxy VoiceConnectorStreamingConfiguration VoiceConnectorTermination
 VoiceConnectorTerminationCredentials VoiceProfile VoiceProfileDomain]
 disassociate[PhoneNumbersFromVoiceConnector PhoneNumbersFromVoiceConnectorGroup]
 get[GlobalSettings PhoneNumber PhoneNumberOrder PhoneNumberSettings ProxySession
 SipMediaApplication SipMediaApplicationAlexaSkillConfiguration
 SipMediaApplicationLoggingConfiguration SipRule SpeakerSearchTask VoiceConnector
 VoiceConnectorEmergencyCallingConfiguration VoiceConnectorExternalSystemsConfiguration
 VoiceConnectorGroup VoiceConnectorLoggingConfiguration VoiceConnectorOrigination
 VoiceConnectorProxy VoiceConnectorStreamingConfiguration VoiceConnectorTermination
 VoiceConnectorTerminationHealth VoiceProfile VoiceProfileDomain VoiceToneAnalysisTask]
 list[AvailableVoiceConnectorRegions PhoneNumberOrders PhoneNumbers ProxySessions
 SipMediaApplications SipRules SupportedPhoneNumberCountries TagsForResource VoiceConnectorGroups
 VoiceConnectorTerminationCredentials VoiceConnectors VoiceProfileDomains VoiceProfiles]
 put[SipMediaApplicationAlexaSkillConfiguration SipMediaApplicationLoggingConfiguration
 VoiceConnectorEmergencyCallingConfiguration VoiceConnectorExternalSystemsConfiguration
 VoiceConnectorLoggingConfiguration VoiceConnectorOrigination VoiceConnectorProxy
 VoiceConnectorStreamingConfiguration VoiceConnectorTermination
 VoiceConnectorTerminationCredentials] restore[PhoneNumber] search[AvailablePhoneNumbers]
 start[SpeakerSearchTask VoiceToneAnalysisTask] stop[SpeakerSearchTask VoiceToneAnalysisTask]
 tag[Resource] untag[Resource] update[GlobalSettings PhoneNumber PhoneNumberSettings ProxySession
 SipMediaApplication SipMediaApplicationCall SipRule VoiceConnector VoiceConnectorGroup
 VoiceProfile VoiceProfileDomain] validate[E911Address]
=cleanrooms CleanRooms cleanrooms
 batch[GetCollaborationAnalysisTemplate GetSchema GetSchemaAnalysisRule] create[AnalysisTemplate
 Collaboration CollaborationChangeRequest ConfiguredAudienceModelAssociation ConfiguredTable
 ConfiguredTableAnalysisRule ConfiguredTableAssociation ConfiguredTableAssociationAnalysisRule
 IdMappingTable IdNamespaceAssociation IntermediateTable IntermediateTableAnalysisRule Membership
 PrivacyBudgetTemplate] delete[AnalysisTemplate Collaboration ConfiguredAudienceModelAssociation
 ConfiguredTable ConfiguredTableAnalysisRule ConfiguredTableAssociation
 ConfiguredTableAssociationAnalysisRule IdMappingTable IdNamespaceAssociation IntermediateTable
 IntermediateTableAnalysisRule Member Membership PrivacyBudgetTemplate] disallow[IntermediateTable]
 get[AnalysisLogExport AnalysisTemplate Collaboration CollaborationAnalysisTemplate
 CollaborationChangeRequest CollaborationConfiguredAudienceModelAssociation
 CollaborationIdNamespaceAssociation CollaborationPrivacyBudgetTemplate
 ConfiguredAudienceModelAssociation ConfiguredTable ConfiguredTableAnalysisRule
 ConfiguredTableAssociation ConfiguredTableAssociationAnalysisRule IdMappingTable
 IdNamespaceAssociation IntermediateTable IntermediateTableAnalysisRule Membership
 PrivacyBudgetTemplate ProtectedJob ProtectedQuery Schema SchemaAnalysisRule]
 list[AnalysisLogExports AnalysisTemplates CollaborationAnalysisTemplates
 CollaborationChangeRequests CollaborationConfiguredAudienceModelAssociations
 CollaborationIdNamespaceAssociations CollaborationPrivacyBudgetTemplates
 CollaborationPrivacyBudgets Collaborations ConfiguredAudienceModelAssociations
 ConfiguredTableAssociations ConfiguredTables IdMappingTables IdNamespaceAssociations
 IntermediateTableVersions IntermediateTables Members Memberships PrivacyBudgetTemplates
 PrivacyBudgets ProtectedJobs ProtectedQueries Schemas TagsForResource] populate[IdMappingTable
 IntermediateTable] preview[PrivacyImpact] start[AnalysisLogExport ProtectedJob ProtectedQuery]
 tag[Resource] untag[Resource] update[AnalysisTemplate Collaboration CollaborationChangeRequest
 ConfiguredAudienceModelAssociation ConfiguredTable ConfiguredTableAnalysisRule
 ConfiguredTableAssociation ConfiguredTableAssociationAnalysisRule IdMappingTable
 IdNamespaceAssociation IntermediateTable IntermediateTableAnalysisRule Membership
 PrivacyBudgetTemplate ProtectedJob ProtectedQuery]
=cleanroomsml CleanRoomsMl cleanroomsml
 cancel[TrainedModel TrainedModelInferenceJob] create[AudienceModel ConfiguredAudienceModel
 ConfiguredModelAlgorithm ConfiguredModelAlgorithmAssociation MLInputChannel TrainedModel
 TrainingDataset] delete[AudienceGenerationJob AudienceModel ConfiguredAudienceModel
 ConfiguredAudienceModelPolicy ConfiguredModelAlgorithm ConfiguredModelAlgorithmAssociation
 MLConfiguration MLInputChannelData TrainedModelOutput TrainingDataset] get[AudienceGenerationJob
 AudienceModel CollaborationConfiguredModelAlgorithmAssociation CollaborationMLInputChannel
 CollaborationTrainedModel ConfiguredAudienceModel ConfiguredAudienceModelPolicy
 ConfiguredModelAlgorithm ConfiguredModelAlgorithmAssociation MLConfiguration MLInputChannel
 TrainedModel TrainedModelInferenceJob TrainingDataset] list[AudienceExportJobs
 AudienceGenerationJobs AudienceModels CollaborationConfiguredModelAlgorithmAssociations
 CollaborationMLInputChannels CollaborationTrainedModelExportJobs
 CollaborationTrainedModelInferenceJobs CollaborationTrainedModels ConfiguredAudienceModels
 ConfiguredModelAlgorithmAssociations ConfiguredModelAlgorithms MLInputChannels TagsForResource
 TrainedModelInferenceJobs TrainedModelVersions TrainedModels TrainingDatasets]
 put[ConfiguredAudienceModelPolicy MLConfiguration] start[AudienceExportJob AudienceGenerationJob
 TrainedModelExportJob TrainedModelInferenceJob] tag[Resource] untag[Resource]
 update[ConfiguredAudienceModel]
=cloud9 Cloud9 cloud9
 create[EnvironmentEC2 EnvironmentMembership] delete[Environment EnvironmentMembership]
 describe[EnvironmentMemberships EnvironmentStatus Environments] list[Environments TagsForResource]
 tag[Resource] untag[Resource] update[Environment EnvironmentMembership]
=cloudcontrol CloudControl cloudcontrol
 cancel[ResourceRequest] create[Resource] delete[Resource] get[Resource ResourceRequestStatus]
 list[ResourceRequests Resources] update[Resource]
=clouddirectory CloudDirectory clouddirectory
 add[FacetToObject] apply[Schema] attach[Object Policy ToIndex TypedLink] batch[Read Write]
 create[Directory Facet Index Object Schema TypedLinkFacet] delete[Directory Facet Object Schema
 TypedLinkFacet] detach[FromIndex Object Policy TypedLink] disable[Directory] enable[Directory]
 get[AppliedSchemaVersion Directory Facet LinkAttributes ObjectAttributes ObjectInformation
 SchemaAsJson TypedLinkFacetInformation] list[AppliedSchemaArns AttachedIndices
 DevelopmentSchemaArns Directories FacetAttributes FacetNames IncomingTypedLinks Index
 ManagedSchemaArns ObjectAttributes ObjectChildren ObjectParentPaths ObjectParents ObjectPolicies
 OutgoingTypedLinks PolicyAttachments PublishedSchemaArns TagsForResource TypedLinkFacetAttributes
 TypedLinkFacetNames] lookup[Policy] publish[Schema] put[SchemaFromJson] remove[FacetFromObject]
 tag[Resource] untag[Resource] update[Facet LinkAttributes ObjectAttributes Schema TypedLinkFacet]
 upgrade[AppliedSchema PublishedSchema]
=cloudformation CloudFormation cloudformation
 activate[OrganizationsAccess Type] batch[DescribeTypeConfigurations] cancel[UpdateStack]
 continue[UpdateRollback] create[ChangeSet GeneratedTemplate Stack StackInstances StackRefactor
 StackSet] deactivate[OrganizationsAccess Type] delete[ChangeSet GeneratedTemplate Stack
 StackInstances StackSet] deregister[Type] describe[AccountLimits ChangeSet ChangeSetHooks Events
 GeneratedTemplate OrganizationsAccess Publisher ResourceScan StackDriftDetectionStatus StackEvents
 StackInstance StackRefactor StackResource StackResourceDrifts StackResources StackSet
 StackSetOperation Stacks Type TypeRegistration] detect[StackDrift StackResourceDrift
 StackSetDrift] estimate[TemplateCost] execute[ChangeSet StackRefactor] get[GeneratedTemplate
 HookResult StackPolicy Template TemplateSummary] import[StacksToStackSet] list[ChangeSets Exports
 GeneratedTemplates HookResults Imports ResourceScanRelatedResources ResourceScanResources
 ResourceScans StackInstanceResourceDrifts StackInstances StackRefactorActions StackRefactors
 StackResources StackSetAutoDeploymentTargets StackSetOperationResults StackSetOperations StackSets
 Stacks TypeRegistrations TypeVersions Types] publish[Type] record[HandlerProgress]
 register[Publisher Type] remove[Alias] rollback[Stack] set[Alias StackPolicy TypeConfiguration
 TypeDefaultVersion] signal[Resource] start[ResourceScan] stop[StackSetOperation] test[Type]
 update[GeneratedTemplate Stack StackInstances StackSet TerminationProtection] validate[Template]
=cloudfront CloudFront cloudfront
 associate[Alias DistributionTenantWebACL DistributionWebACL] copy[Distribution]
 create[AnycastIpList CachePolicy CloudFrontOriginAccessIdentity ConnectionFunction ConnectionGroup
 ContinuousDeploymentPolicy Distribution DistributionTenant DistributionWithTags
 FieldLevelEncryptionConfig FieldLevelEncryptionProfile Function Invalidation
 InvalidationForDistributionTenant KeyGroup KeyValueStore MonitoringSubscription
 OriginAccessControl OriginRequestPolicy PublicKey RealtimeLogConfig ResponseHeadersPolicy
 StreamingDistribution StreamingDistributionWithTags TrustStore VpcOrigin] delete[AnycastIpList
 CachePolicy CloudFrontOriginAccessIdentity ConnectionFunction ConnectionGroup
 ContinuousDeploymentPolicy Distribution DistributionTenant FieldLevelEncryptionConfig
 FieldLevelEncryptionProfile Function KeyGroup KeyValueStore MonitoringSubscription
 OriginAccessControl OriginRequestPolicy PublicKey RealtimeLogConfig ResourcePolicy
 ResponseHeadersPolicy StreamingDistribution TrustStore VpcOrigin] describe[ConnectionFunction
 Function KeyValueStore] disassociate[DistributionTenantWebACL DistributionWebACL]
 get[AnycastIpList CachePolicy CachePolicyConfig CloudFrontOriginAccessIdentity
 CloudFrontOriginAccessIdentityConfig ConnectionFunction ConnectionGroup
 ConnectionGroupByRoutingEndpoint ContinuousDeploymentPolicy ContinuousDeploymentPolicyConfig
 Distribution DistributionConfig DistributionTenant DistributionTenantByDomain FieldLevelEncryption
 FieldLevelEncryptionConfig FieldLevelEncryptionProfile FieldLevelEncryptionProfileConfig Function
 Invalidation InvalidationForDistributionTenant KeyGroup KeyGroupConfig ManagedCertificateDetails
 MonitoringSubscription OriginAccessControl OriginAccessControlConfig OriginRequestPolicy
 OriginRequestPolicyConfig PublicKey PublicKeyConfig RealtimeLogConfig ResourcePolicy
 ResponseHeadersPolicy ResponseHeadersPolicyConfig StreamingDistribution
 StreamingDistributionConfig TrustStore VpcOrigin] list[AnycastIpLists CachePolicies
 CloudFrontOriginAccessIdentities ConflictingAliases ConnectionFunctions ConnectionGroups
 ContinuousDeploymentPolicies DistributionTenants DistributionTenantsByCustomization Distributions
 DistributionsByAnycastIpListId DistributionsByCachePolicyId DistributionsByConnectionFunction
 DistributionsByConnectionMode DistributionsByKeyGroup DistributionsByOriginRequestPolicyId
 DistributionsByOwnedResource DistributionsByRealtimeLogConfig
 DistributionsByResponseHeadersPolicyId DistributionsByTrustStore DistributionsByVpcOriginId
 DistributionsByWebACLId DomainConflicts FieldLevelEncryptionConfigs FieldLevelEncryptionProfiles
 Functions Invalidations InvalidationsForDistributionTenant KeyGroups KeyValueStores
 OriginAccessControls OriginRequestPolicies PublicKeys RealtimeLogConfigs ResponseHeadersPolicies
 StreamingDistributions TagsForResource TrustStores VpcOrigins] publish[ConnectionFunction
 Function] put[ResourcePolicy] tag[Resource] test[ConnectionFunction Function] untag[Resource]
 update[AnycastIpList CachePolicy CloudFrontOriginAccessIdentity ConnectionFunction ConnectionGroup
 ContinuousDeploymentPolicy Distribution DistributionTenant DistributionWithStagingConfig
 DomainAssociation FieldLevelEncryptionConfig FieldLevelEncryptionProfile Function KeyGroup
 KeyValueStore OriginAccessControl OriginRequestPolicy PublicKey RealtimeLogConfig
 ResponseHeadersPolicy StreamingDistribution TrustStore VpcOrigin] verify[DnsConfiguration]
=cloudfrontkeyvaluestore CloudFrontKeyValueStore cloudfront-keyvaluestore
 delete[Key] describe[KeyValueStore] get[Key] list[Keys] put[Key] update[Keys]
=cloudhsm CloudHsm cloudhsm
 add[TagsToResource] create[Hapg Hsm LunaClient] delete[Hapg Hsm LunaClient] describe[Hapg Hsm
 LunaClient] get[Config] list[AvailableZones Hapgs Hsms LunaClients TagsForResource] modify[Hapg
 Hsm LunaClient] remove[TagsFromResource]
=cloudhsmv2 CloudHsmV2 cloudhsmv2
 copy[BackupToRegion] create[Cluster Hsm] delete[Backup Cluster Hsm ResourcePolicy]
 describe[Backups Clusters] get[ResourcePolicy] initialize[Cluster] list[Tags]
 modify[BackupAttributes Cluster] put[ResourcePolicy] restore[Backup] tag[Resource] untag[Resource]
=cloudsearch CloudSearch cloudsearch
 build[Suggesters] create[Domain] define[AnalysisScheme Expression IndexField Suggester]
 delete[AnalysisScheme Domain Expression IndexField Suggester] describe[AnalysisSchemes
 AvailabilityOptions DomainEndpointOptions Domains Expressions IndexFields ScalingParameters
 ServiceAccessPolicies Suggesters] index[Documents] list[DomainNames] update[AvailabilityOptions
 DomainEndpointOptions ScalingParameters ServiceAccessPolicies]
=cloudsearchdomain CloudSearchDomain cloudsearchdomain
 search suggest upload[Documents]
=cloudtrail CloudTrail cloudtrail
 add[Tags] cancel[Query] create[Channel Dashboard EventDataStore Trail] delete[Channel Dashboard
 EventDataStore ResourcePolicy Trail] deregister[OrganizationDelegatedAdmin] describe[Query Trails]
 disable[Federation] enable[Federation] generate[Query] get[Channel Dashboard EventConfiguration
 EventDataStore EventSelectors Import InsightSelectors QueryResults ResourcePolicy Trail
 TrailStatus] list[Channels Dashboards EventDataStores ImportFailures Imports InsightsData
 InsightsMetricData PublicKeys Queries Tags Trails] lookup[Events] put[EventConfiguration
 EventSelectors InsightSelectors ResourcePolicy] register[OrganizationDelegatedAdmin] remove[Tags]
 restore[EventDataStore] search[SampleQueries] start[DashboardRefresh EventDataStoreIngestion
 Import Logging Query] stop[EventDataStoreIngestion Import Logging] update[Channel Dashboard
 EventDataStore Trail]
=cloudtraildata CloudTrailData cloudtrail-data
 put[AuditEvents]
=cloudwatch CloudWatch cloudwatch
 associate[DatasetKmsKey] create[ResourceMetricsConfiguration] delete[AlarmMuteRule Alarms
 AnomalyDetector Dashboards InsightRules MetricDataQueryDefinition MetricStream
 ResourceMetricsConfiguration] describe[AlarmContributors AlarmHistory Alarms AlarmsForMetric
 AnomalyDetectors InsightRules] disable[AlarmActions InsightRules] disassociate[DatasetKmsKey]
 enable[AlarmActions InsightRules] get[AlarmMuteRule Dashboard Dataset InsightRuleReport MetricData
 MetricDataQueryDefinition MetricStatistics MetricStream MetricWidgetImage OTelEnrichment
 ResourceMetricsConfiguration] list[AlarmMuteRules Dashboards ManagedInsightRules
 MetricDataQueryDefinitions MetricStreams Metrics TagsForResource] put[AlarmMuteRule
 AnomalyDetector CompositeAlarm Dashboard InsightRule LogAlarm ManagedInsightRules MetricAlarm
 MetricData MetricDataQueryDefinition MetricStream] set[AlarmState] start[MetricStreams
 OTelEnrichment] stop[MetricStreams OTelEnrichment] tag[Resource] untag[Resource]
 update[OTelEnrichment ResourceMetricsConfiguration]
=cloudwatchlogs CloudWatchLogs logs
 associate[KmsKey SourceToS3TableIntegration] cancel[ExportTask ImportTask] create[Delivery
 ExportTask ImportTask LogAnomalyDetector LogGroup LogStream LookupTable ScheduledQuery]
 delete[AccountPolicy DataProtectionPolicy Delivery DeliveryDestination DeliveryDestinationPolicy
 DeliverySource Destination IndexPolicy Integration LogAnomalyDetector LogGroup LogStream
 LookupTable MetricFilter QueryDefinition ResourcePolicy RetentionPolicy ScheduledQuery
 SubscriptionFilter SyslogConfiguration Transformer] describe[AccountPolicies
 ConfigurationTemplates Deliveries DeliveryDestinations DeliverySources Destinations ExportTasks
 FieldIndexes ImportTaskBatches ImportTasks IndexPolicies LogGroups LogStreams LookupTables
 MetricFilters Queries QueryDefinitions ResourcePolicies SubscriptionFilters] disassociate[KmsKey
 SourceFromS3TableIntegration] filter[LogEvents] get[DataProtectionPolicy Delivery
 DeliveryDestination DeliveryDestinationPolicy DeliverySource Integration LogAnomalyDetector
 LogEvents LogFields LogGroupFields LogObject! LogRecord LookupTable QueryResults ScheduledQuery
 ScheduledQueryHistory StorageTierPolicy Transformer] list[AggregateLogGroupSummaries Anomalies
 Integrations LogAnomalyDetectors LogGroups LogGroupsForQuery ScheduledQueries
 SourcesForS3TableIntegration SyslogConfigurations TagsForResource TagsLogGroup] put[AccountPolicy
 BearerTokenAuthentication DataProtectionPolicy DeliveryDestination DeliveryDestinationPolicy
 DeliverySource Destination DestinationPolicy IndexPolicy Integration LogEvents
 LogGroupDeletionProtection MetricFilter QueryDefinition ResourcePolicy RetentionPolicy
 StorageTierPolicy SubscriptionFilter SyslogConfiguration Transformer] start[LiveTail! Query]
 stop[Query] tag[LogGroup Resource] test[MetricFilter Transformer] untag[LogGroup Resource]
 update[Anomaly DeliveryConfiguration LogAnomalyDetector LookupTable ScheduledQuery]
=cloudwatchomni CloudWatchOmni cloudwatchomni
 create[AccessGrant AccessProfile Alert Domain DomainAccessGrantForOrganization
 DomainForOrganization Integration OmniDashboard OneTimeDeepLinkCode Space View] delete[AccessGrant
 AccessProfile Alert Domain DomainAccessGrantForOrganization DomainForOrganization Integration
 OmniDashboard Space View] get[AccessGrant AccessProfile Alert ContextGraph Domain
 DomainAccessGrantForOrganization DomainForOrganization Integration IntelligenceConfiguration
 OmniDashboard Space SpaceCredentialsForOrganization SpaceDataAccess TelemetryQueryResults View]
 list[AccessGrants AccessProfiles Alerts DomainAccessGrantsForOrganization Domains Integrations
 OmniDashboards Spaces SpacesForOrganization TelemetryFields TelemetryQuerySessions Views]
 put[IntelligenceConfiguration] search[Principals] start[TelemetryQuery TelemetryQuerySession]
 stop[TelemetryQuery TelemetryQuerySession] update[AccessProfile Alert Domain DomainForOrganization
 Integration OmniDashboard Space View]
=codeartifact Codeartifact codeartifact
 associate[ExternalConnection] copy[PackageVersions] create[Domain PackageGroup Repository]
 delete[Domain DomainPermissionsPolicy Package PackageGroup PackageVersions Repository
 RepositoryPermissionsPolicy] describe[Domain Package PackageGroup PackageVersion Repository]
 disassociate[ExternalConnection] dispose[PackageVersions] get[AssociatedPackageGroup
 AuthorizationToken DomainPermissionsPolicy PackageVersionAsset PackageVersionReadme
 RepositoryEndpoint RepositoryPermissionsPolicy] list[AllowedRepositoriesForGroup
 AssociatedPackages Domains PackageGroups PackageVersionAssets PackageVersionDependencies
 PackageVersions Packages Repositories RepositoriesInDomain SubPackageGroups TagsForResource]
 publish[PackageVersion] put[DomainPermissionsPolicy PackageOriginConfiguration
 RepositoryPermissionsPolicy] tag[Resource] untag[Resource] update[PackageGroup
 PackageGroupOriginConfiguration PackageVersionsStatus Repository]
=codebuild CodeBuild codebuild
 batch[DeleteBuilds GetBuildBatches GetBuilds GetCommandExecutions GetFleets GetProjects
 GetReportGroups GetReports GetSandboxes] create[Fleet Project ReportGroup Webhook]
 delete[BuildBatch Fleet Project Report ReportGroup ResourcePolicy SourceCredentials Webhook]
 describe[CodeCoverages TestCases] get[ReportGroupTrend ResourcePolicy] import[SourceCredentials]
 invalidate[ProjectCache] list[BuildBatches BuildBatchesForProject Builds BuildsForProject
 CommandExecutionsForSandbox CuratedEnvironmentImages Fleets Projects ReportGroups Reports
 ReportsForReportGroup Sandboxes SandboxesForProject SharedProjects SharedReportGroups
 SourceCredentials] put[ResourcePolicy] retry[Build BuildBatch] start[Build BuildBatch
 CommandExecution Sandbox SandboxConnection] stop[Build BuildBatch Sandbox] update[Fleet Project
 ProjectVisibility ReportGroup Webhook]
=codecatalyst CodeCatalyst codecatalyst
 create[AccessToken DevEnvironment Project SourceRepository SourceRepositoryBranch]
 delete[AccessToken DevEnvironment Project SourceRepository Space] get[DevEnvironment Project
 SourceRepository SourceRepositoryCloneUrls Space Subscription UserDetails Workflow WorkflowRun]
 list[AccessTokens DevEnvironmentSessions DevEnvironments EventLogs Projects SourceRepositories
 SourceRepositoryBranches Spaces WorkflowRuns Workflows] start[DevEnvironment DevEnvironmentSession
 WorkflowRun] stop[DevEnvironment DevEnvironmentSession] update[DevEnvironment Project Space]
 verify[Session]
=codecommit CodeCommit codecommit
 associate[ApprovalRuleTemplateWithRepository] batch[AssociateApprovalRuleTemplateWithRepositories
 DescribeMergeConflicts DisassociateApprovalRuleTemplateFromRepositories GetCommits
 GetRepositories] create[ApprovalRuleTemplate Branch Commit PullRequest PullRequestApprovalRule
 Repository UnreferencedMergeCommit] delete[ApprovalRuleTemplate Branch CommentContent File
 PullRequestApprovalRule Repository] describe[MergeConflicts PullRequestEvents]
 disassociate[ApprovalRuleTemplateFromRepository] evaluate[PullRequestApprovalRules]
 get[ApprovalRuleTemplate Blob BlobDifferences Branch Comment CommentReactions
 CommentsForComparedCommit CommentsForPullRequest Commit Differences File Folder MergeCommit
 MergeConflicts MergeOptions PullRequest PullRequestApprovalStates PullRequestOverrideState
 Repository RepositoryTriggers] list[ApprovalRuleTemplates
 AssociatedApprovalRuleTemplatesForRepository Branches FileCommitHistory PullRequests Repositories
 RepositoriesForApprovalRuleTemplate TagsForResource] merge[BranchesByFastForward BranchesBySquash
 BranchesByThreeWay PullRequestByFastForward PullRequestBySquash PullRequestByThreeWay]
 override[PullRequestApprovalRules] post[CommentForComparedCommit CommentForPullRequest
 CommentReply] put[CommentReaction File RepositoryTriggers] tag[Resource] test[RepositoryTriggers]
 untag[Resource] update[ApprovalRuleTemplateContent ApprovalRuleTemplateDescription
 ApprovalRuleTemplateName Comment DefaultBranch PullRequestApprovalRuleContent
 PullRequestApprovalState PullRequestDescription PullRequestStatus PullRequestTitle
 RepositoryDescription RepositoryEncryptionKey RepositoryName]
=codeconnections CodeConnections codeconnections
 create[Connection Host RepositoryLink SyncConfiguration] delete[Connection Host RepositoryLink
 SyncConfiguration] get[Connection Host RepositoryLink RepositorySyncStatus ResourceSyncStatus
 SyncBlockerSummary SyncConfiguration] list[Connections Hosts RepositoryLinks
 RepositorySyncDefinitions SyncConfigurations TagsForResource] tag[Resource] untag[Resource]
 update[Host RepositoryLink SyncBlocker SyncConfiguration]
=codedeploy CodeDeploy codedeploy
 add[TagsToOnPremisesInstances] batch[GetApplicationRevisions GetApplications GetDeploymentGroups
 GetDeploymentInstances GetDeploymentTargets GetDeployments GetOnPremisesInstances]
 continue[Deployment] create[Application Deployment DeploymentConfig DeploymentGroup]
 delete[Application DeploymentConfig DeploymentGroup GitHubAccountToken ResourcesByExternalId]
 deregister[OnPremisesInstance] get[Application ApplicationRevision Deployment DeploymentConfig
 DeploymentGroup DeploymentInstance DeploymentTarget OnPremisesInstance] list[ApplicationRevisions
 Applications DeploymentConfigs DeploymentGroups DeploymentInstances DeploymentTargets Deployments
 GitHubAccountTokenNames OnPremisesInstances TagsForResource]
 put[LifecycleEventHookExecutionStatus] register[ApplicationRevision OnPremisesInstance]
 remove[TagsFromOnPremisesInstances] skip[WaitTimeForInstanceTermination] stop[Deployment]
 tag[Resource] untag[Resource] update[Application DeploymentGroup]
=codeguruprofiler CodeGuruProfiler codeguruprofiler
 add[NotificationChannels] batch[GetFrameMetricData] configure[Agent] create[ProfilingGroup]
 delete[ProfilingGroup] describe[ProfilingGroup] get[FindingsReportAccountSummary
 NotificationConfiguration Policy Profile Recommendations] list[FindingsReports ProfileTimes
 ProfilingGroups TagsForResource] post[AgentProfile] put[Permission] remove[NotificationChannel
 Permission] submit[Feedback] tag[Resource] untag[Resource] update[ProfilingGroup]
=codegurureviewer CodeGuruReviewer codeguru-reviewer
 associate[Repository] create[CodeReview] describe[CodeReview RecommendationFeedback
 RepositoryAssociation] disassociate[Repository] list[CodeReviews RecommendationFeedback
 Recommendations RepositoryAssociations TagsForResource] put[RecommendationFeedback] tag[Resource]
 untag[Resource]
=codegurusecurity CodeGuruSecurity codeguru-security
 batch[GetFindings] create[Scan UploadUrl] get[AccountConfiguration Findings MetricsSummary Scan]
 list[FindingsMetrics Scans TagsForResource] tag[Resource] untag[Resource]
 update[AccountConfiguration]
=codepipeline CodePipeline codepipeline
 acknowledge[Job ThirdPartyJob] create[CustomActionType Pipeline] delete[CustomActionType Pipeline
 Webhook] deregister[WebhookWithThirdParty] disable[StageTransition] enable[StageTransition]
 get[ActionType JobDetails Pipeline PipelineExecution PipelineState ThirdPartyJobDetails]
 list[ActionExecutions ActionTypes DeployActionExecutionTargets PipelineExecutions Pipelines
 RuleExecutions RuleTypes TagsForResource Webhooks] override[StageCondition] poll[ForJobs
 ForThirdPartyJobs] put[ActionRevision ApprovalResult JobFailureResult JobSuccessResult
 ThirdPartyJobFailureResult ThirdPartyJobSuccessResult Webhook] register[WebhookWithThirdParty]
 retry[StageExecution] rollback[Stage] start[PipelineExecution] stop[PipelineExecution]
 tag[Resource] untag[Resource] update[ActionType Pipeline]
=codestarconnections CodeStarConnections codestar-connections
 create[Connection Host RepositoryLink SyncConfiguration] delete[Connection Host RepositoryLink
 SyncConfiguration] get[Connection Host RepositoryLink RepositorySyncStatus ResourceSyncStatus
 SyncBlockerSummary SyncConfiguration] list[Connections Hosts RepositoryLinks
 RepositorySyncDefinitions SyncConfigurations TagsForResource] tag[Resource] untag[Resource]
 update[Host RepositoryLink SyncBlocker SyncConfiguration]
=codestarnotifications CodestarNotifications codestar-notifications
 create[NotificationRule] delete[NotificationRule Target] describe[NotificationRule]
 list[EventTypes NotificationRules TagsForResource Targets] subscribe tag[Resource] unsubscribe
 untag[Resource] update[NotificationRule]
=cognitoidentity CognitoIdentity cognito-identity
 create[IdentityPool] delete[Identities IdentityPool] describe[Identity IdentityPool]
 get[CredentialsForIdentity Id IdentityPoolRoles OpenIdToken OpenIdTokenForDeveloperIdentity
 PrincipalTagAttributeMap] list[Identities IdentityPools TagsForResource] lookup[DeveloperIdentity]
 merge[DeveloperIdentities] set[IdentityPoolRoles PrincipalTagAttributeMap] tag[Resource]
 unlink[DeveloperIdentity Identity] untag[Resource] update[IdentityPool]
=cognitoidentityprovider CognitoIdentityProvider cognito-idp
 add[CustomAttributes UserPoolClientSecret] admin[AddUserToGroup ConfirmSignUp CreateUser
 DeleteSoftwareToken DeleteUser DeleteUserAttributes DisableProviderForUser DisableUser EnableUser
 ForgetDevice GetDevice GetUser GetUserAuthFactors InitiateAuth LinkProviderForUser ListDevices
 ListGroupsForUser ListUserAuthEvents ListUserSessions RemoveUserFromGroup ResetUserPassword
 RespondToAuthChallenge RevokeUserSession SetUserMFAPreference SetUserPassword SetUserSettings
 UpdateAuthEventFeedback UpdateDeviceStatus UpdateUserAttributes UserGlobalSignOut]
 associate[SoftwareToken] change[Password] complete[WebAuthnRegistration] confirm[Device
 ForgotPassword SignUp] create[Group IdentityProvider ManagedLoginBranding ResourceServer Terms
 UserImportJob UserPool UserPoolClient UserPoolDomain UserPoolReplica] delete[Group
 IdentityProvider ManagedLoginBranding ResourceServer Terms User UserAttributes UserPool
 UserPoolClient UserPoolClientSecret UserPoolDomain UserPoolReplica WebAuthnCredential]
 describe[IdentityProvider ManagedLoginBranding ManagedLoginBrandingByClient ResourceServer
 RiskConfiguration Terms TermsByClient UserImportJob UserPool UserPoolClient UserPoolDomain]
 forget[Device] forgot[Password] get[CSVHeader ClientToken DerivedToken Device Group
 IdentityProviderByIdentifier LogDeliveryConfiguration ProvisionedLimit SigningCertificate
 TokensFromRefreshToken UICustomization User UserAttributeVerificationCode UserAuthFactors
 UserPoolClientSessionConfiguration UserPoolMfaConfig UserPoolSessionConfiguration] global[SignOut]
 initiate[Auth] list[Devices Groups IdentityProviders ResourceServers TagsForResource Terms
 UserImportJobs UserPoolClientSecrets UserPoolClients UserPoolReplicas UserPools UserSessions Users
 UsersInGroup WebAuthnCredentials] resend[ConfirmationCode] respond[ToAuthChallenge] revoke[Token
 UserSession] set[LogDeliveryConfiguration RiskConfiguration UICustomization UserMFAPreference
 UserPoolClientSessionConfiguration UserPoolMfaConfig UserPoolSessionConfiguration UserSettings]
 sign[Up] start[UserImportJob WebAuthnRegistration] stop[UserImportJob] tag[Resource]
 untag[Resource] update[AuthEventFeedback DeviceStatus Group IdentityProvider ManagedLoginBranding
 ProvisionedLimit ResourceServer Terms UserAttributes UserPool UserPoolClient UserPoolDomain
 UserPoolReplica] verify[SoftwareToken UserAttribute]
=cognitosync CognitoSync cognito-sync
 bulk[Publish] delete[Dataset] describe[Dataset IdentityPoolUsage IdentityUsage]
 get[BulkPublishDetails CognitoEvents IdentityPoolConfiguration] list[Datasets IdentityPoolUsage
 Records] register[Device] set[CognitoEvents IdentityPoolConfiguration] subscribe[ToDataset]
 unsubscribe[FromDataset] update[Records]
=comprehend Comprehend comprehend
 batch[DetectDominantLanguage DetectEntities DetectKeyPhrases DetectSentiment DetectSyntax
 DetectTargetedSentiment] classify[Document] contains[PiiEntities] create[Dataset
 DocumentClassifier Endpoint EntityRecognizer Flywheel] delete[DocumentClassifier Endpoint
 EntityRecognizer Flywheel ResourcePolicy] describe[Dataset DocumentClassificationJob
 DocumentClassifier DominantLanguageDetectionJob Endpoint EntitiesDetectionJob EntityRecognizer
 EventsDetectionJob Flywheel FlywheelIteration KeyPhrasesDetectionJob PiiEntitiesDetectionJob
 ResourcePolicy SentimentDetectionJob TargetedSentimentDetectionJob TopicsDetectionJob]
 detect[DominantLanguage Entities KeyPhrases PiiEntities Sentiment Syntax TargetedSentiment
 ToxicContent] import[Model] list[Datasets DocumentClassificationJobs DocumentClassifierSummaries
 DocumentClassifiers DominantLanguageDetectionJobs Endpoints EntitiesDetectionJobs
 EntityRecognizerSummaries EntityRecognizers EventsDetectionJobs FlywheelIterationHistory Flywheels
 KeyPhrasesDetectionJobs PiiEntitiesDetectionJobs SentimentDetectionJobs TagsForResource
 TargetedSentimentDetectionJobs TopicsDetectionJobs] put[ResourcePolicy]
 start[DocumentClassificationJob DominantLanguageDetectionJob EntitiesDetectionJob
 EventsDetectionJob FlywheelIteration KeyPhrasesDetectionJob PiiEntitiesDetectionJob
 SentimentDetectionJob TargetedSentimentDetectionJob TopicsDetectionJob]
 stop[DominantLanguageDetectionJob EntitiesDetectionJob EventsDetectionJob KeyPhrasesDetectionJob
 PiiEntitiesDetectionJob SentimentDetectionJob TargetedSentimentDetectionJob
 TrainingDocumentClassifier TrainingEntityRecognizer] tag[Resource] untag[Resource] update[Endpoint
 Flywheel]
=comprehendmedical ComprehendMedical comprehendmedical
 describe[EntitiesDetectionV2Job ICD10CMInferenceJob PHIDetectionJob RxNormInferenceJob
 SNOMEDCTInferenceJob] detect[Entities EntitiesV2 PHI] infer[ICD10CM RxNorm SNOMEDCT]
 list[EntitiesDetectionV2Jobs ICD10CMInferenceJobs PHIDetectionJobs RxNormInferenceJobs
 SNOMEDCTInferenceJobs] start[EntitiesDetectionV2Job ICD10CMInferenceJob PHIDetectionJob
 RxNormInferenceJob SNOMEDCTInferenceJob] stop[EntitiesDetectionV2Job ICD10CMInferenceJob
 PHIDetectionJob RxNormInferenceJob SNOMEDCTInferenceJob]
=computeoptimizer ComputeOptimizer compute-optimizer
 delete[RecommendationPreferences] describe[RecommendationExportJobs]
 export[AutoScalingGroupRecommendations EBSVolumeRecommendations EC2InstanceRecommendations
 ECSServiceRecommendations IdleRecommendations LambdaFunctionRecommendations LicenseRecommendations
 RDSDatabaseRecommendations] get[AutoScalingGroupRecommendations EBSVolumeRecommendations
 EC2InstanceRecommendations EC2RecommendationProjectedMetrics
 ECSServiceRecommendationProjectedMetrics ECSServiceRecommendations
 EffectiveRecommendationPreferences EnrollmentStatus EnrollmentStatusesForOrganization
 IdleRecommendations LambdaFunctionRecommendations LicenseRecommendations
 RDSDatabaseRecommendationProjectedMetrics RDSDatabaseRecommendations RecommendationPreferences
 RecommendationSummaries] put[RecommendationPreferences] update[EnrollmentStatus]
=computeoptimizerautomation ComputeOptimizerAutomation compute-optimizer-automation
 associate[Accounts] create[AutomationRule] delete[AutomationRule] disassociate[Accounts]
 get[AutomationEvent AutomationRule EnrollmentConfiguration] list[Accounts AutomationEventSteps
 AutomationEventSummaries AutomationEvents AutomationRulePreview AutomationRulePreviewSummaries
 AutomationRules RecommendedActionSummaries RecommendedActions TagsForResource]
 rollback[AutomationEvent] start[AutomationEvent] tag[Resource] untag[Resource]
 update[AutomationRule EnrollmentConfiguration]
=config Config config
 associate[ResourceTypes] batch[GetAggregateResourceConfig GetResourceConfig]
 delete[AggregationAuthorization ConfigRule ConfigurationAggregator ConfigurationRecorder
 ConformancePack Connector DeliveryChannel EvaluationResults OrganizationConfigRule
 OrganizationConformancePack PendingAggregationRequest RemediationConfiguration
 RemediationExceptions ResourceConfig RetentionConfiguration ServiceLinkedConfigurationRecorder
 StoredQuery] deliver[ConfigSnapshot] describe[AggregateComplianceByConfigRules
 AggregateComplianceByConformancePacks AggregationAuthorizations ComplianceByConfigRule
 ComplianceByResource ConfigRuleEvaluationStatus ConfigRules ConfigurationAggregatorSourcesStatus
 ConfigurationAggregators ConfigurationRecorderStatus ConfigurationRecorders
 ConformancePackCompliance ConformancePackStatus ConformancePacks DeliveryChannelStatus
 DeliveryChannels OrganizationConfigRuleStatuses OrganizationConfigRules
 OrganizationConformancePackStatuses OrganizationConformancePacks PendingAggregationRequests
 RemediationConfigurations RemediationExceptions RemediationExecutionStatus
 RetentionConfigurations] disassociate[ResourceTypes] get[AggregateComplianceDetailsByConfigRule
 AggregateConfigRuleComplianceSummary AggregateConformancePackComplianceSummary
 AggregateDiscoveredResourceCounts AggregateResourceConfig ComplianceDetailsByConfigRule
 ComplianceDetailsByResource ComplianceSummaryByConfigRule ComplianceSummaryByResourceType
 ConformancePackComplianceDetails ConformancePackComplianceSummary Connector CustomRulePolicy
 DiscoveredResourceCounts OrganizationConfigRuleDetailedStatus
 OrganizationConformancePackDetailedStatus OrganizationCustomRulePolicy ResourceConfigHistory
 ResourceEvaluationSummary StoredQuery] list[AggregateDiscoveredResources ConfigurationRecorders
 ConformancePackComplianceScores Connectors DiscoveredResources ResourceEvaluations StoredQueries
 TagsForResource] put[AggregationAuthorization ConfigRule ConfigurationAggregator
 ConfigurationRecorder ConformancePack Connector DeliveryChannel Evaluations ExternalEvaluation
 OrganizationConfigRule OrganizationConformancePack RemediationConfigurations RemediationExceptions
 ResourceConfig RetentionConfiguration ServiceLinkedConfigurationRecorder StoredQuery
 ThirdPartyServiceLinkedConfigurationRecorder] select[AggregateResourceConfig ResourceConfig]
 start[ConfigRulesEvaluation ConfigurationRecorder RemediationExecution ResourceEvaluation]
 stop[ConfigurationRecorder] tag[Resource] untag[Resource]
=connect Connect connect
 activate[EvaluationForm] associate[AnalyticsDataSet ApprovedOrigin Bot ContactWithUser
 DefaultVocabulary EmailAddressAlias Flow HoursOfOperations InstanceStorageConfig LambdaFunction
 LexBot PhoneNumberContactFlow QueueEmailAddresses QueueQuickConnects RoutingProfileQueues
 SecurityKey SecurityProfiles TrafficDistributionGroupUser UserProficiencies Workspace]
 batch[AssociateAnalyticsDataSet CreateDataTableValue DeleteDataTableValue DescribeDataTableValue
 DisassociateAnalyticsDataSet GetAttachedFileMetadata GetFlowAssociation PutContact
 UpdateDataTableValue] claim[PhoneNumber] complete[AttachedFileUpload] create[AgentStatus
 AttachedFile AuthCode Contact ContactFlow ContactFlowAlias ContactFlowModule
 ContactFlowModuleAlias ContactFlowModuleVersion ContactFlowVersion DataTable DataTableAttribute
 EmailAddress EvaluationForm ExtractionDefinition HoursOfOperation HoursOfOperationOverride
 Instance IntegrationAssociation Metric Notification Participant PersistentContactAssociation
 PredefinedAttribute Prompt PushNotificationRegistration Queue QuickConnect RoutingProfile Rule
 SecurityProfile TaskTemplate TestCase TrafficDistributionGroup UseCase User UserHierarchyGroup
 View ViewVersion Vocabulary Workspace WorkspacePage] deactivate[EvaluationForm]
 delete[AllEntitySessions AttachedFile ContactData ContactEvaluation ContactFlow ContactFlowAlias
 ContactFlowModule ContactFlowModuleAlias ContactFlowModuleVersion ContactFlowVersion DataTable
 DataTableAttribute EmailAddress EvaluationForm ExtractionDefinition HoursOfOperation
 HoursOfOperationOverride Instance IntegrationAssociation Metric Notification PredefinedAttribute
 Prompt PushNotificationRegistration Queue QuickConnect RoutingProfile Rule SecurityProfile Session
 TaskTemplate TestCase TrafficDistributionGroup UseCase User UserHierarchyGroup View ViewVersion
 Vocabulary Workspace WorkspaceMedia WorkspacePage] describe[AgentStatus AttachedFilesConfiguration
 AuthenticationProfile Contact ContactEvaluation ContactFlow ContactFlowAlias ContactFlowModule
 ContactFlowModuleAlias DataTable DataTableAttribute EmailAddress EvaluationForm
 ExtractionDefinition HoursOfOperation HoursOfOperationOverride Instance InstanceAttribute
 InstanceStorageConfig Metric Notification PhoneNumber PredefinedAttribute Prompt Queue
 QuickConnect RoutingProfile Rule SecurityProfile TestCase TrafficDistributionGroup User
 UserHierarchyGroup UserHierarchyStructure View Vocabulary Workspace] disassociate[AnalyticsDataSet
 ApprovedOrigin Bot EmailAddressAlias Flow HoursOfOperations InstanceStorageConfig LambdaFunction
 LexBot PhoneNumberContactFlow QueueEmailAddresses QueueQuickConnects RoutingProfileQueues
 SecurityKey SecurityProfiles TrafficDistributionGroupUser UserProficiencies Workspace]
 dismiss[UserContact] evaluate[DataTableValues] get[AttachedFile ContactAttributes ContactMetrics
 CrossRegionRouting CurrentMetricData CurrentUserData EffectiveHoursOfOperations
 EvaluationFormValidation FederationToken FlowAssociation MetricData MetricDataV2 PromptFile
 TaskTemplate TestCaseExecutionSummary TrafficDistribution] import[PhoneNumber WorkspaceMedia]
 list[AgentStatuses AnalyticsDataAssociations AnalyticsDataLakeDataSets ApprovedOrigins
 AssociatedContacts AttachedFilesConfigurations AuthenticationProfiles Bots ChildHoursOfOperations
 ContactEvaluations ContactFlowAliases ContactFlowModuleAliases ContactFlowModuleVersions
 ContactFlowModules ContactFlowVersions ContactFlows ContactReferences DataTableAttributes
 DataTablePrimaryValues DataTableValues DataTables DefaultVocabularies EntitySecurityProfiles
 EvaluationFormAIVersions EvaluationFormVersions EvaluationForms ExtractionDefinitions
 FlowAssociations HoursOfOperationOverrides HoursOfOperations InstanceAttributes
 InstanceStorageConfigs Instances IntegrationAssociations LambdaFunctions LexBots Metrics
 Notifications PhoneNumbers PhoneNumbersV2 PredefinedAttributes Prompts QueueEmailAddresses
 QueueQuickConnects Queues QuickConnects RealtimeContactAnalysisSegmentsV2 ReplicationFindings
 RoutingProfileManualAssignmentQueues RoutingProfileQueues RoutingProfiles Rules SecurityKeys
 SecurityProfileAIAgents SecurityProfileApplications SecurityProfileFlowModules
 SecurityProfilePermissions SecurityProfiles TagsForResource TaskTemplates TestCaseExecutionRecords
 TestCaseExecutions TestCases TrafficDistributionGroupUsers TrafficDistributionGroups UseCases
 UserHierarchyGroups UserNotifications UserProficiencies Users ViewVersions Views WorkspaceMedia
 WorkspacePages Workspaces] monitor[Contact] pause[Contact] put[UserStatus] release[PhoneNumber]
 replicate[Instance] resume[Contact ContactRecording] search[AgentStatuses AvailablePhoneNumbers
 ContactEvaluations ContactFlowModules ContactFlows Contacts DataTables EmailAddresses
 EvaluationForms HoursOfOperationOverrides HoursOfOperations Metrics Notifications
 PredefinedAttributes Prompts Queues QuickConnects ResourceTags RoutingProfiles Rules
 SecurityProfiles TestCases UserHierarchyGroups Users Views Vocabularies WorkspaceAssociations
 Workspaces] send[ChatIntegrationEvent OutboundEmail OutboundWebNotification]
 start[AssistantContact AttachedFileUpload ChatContact ContactConversationalAnalyticsJob
 ContactEvaluation ContactMediaProcessing ContactRecording ContactStreaming EmailContact
 EvaluationFormValidation OutboundChatContact OutboundEmailContact OutboundVoiceContact
 ScreenSharing TaskContact TestCaseExecution WebRTCContact] stop[Contact ContactMediaProcessing
 ContactRecording ContactStreaming TestCaseExecution] submit[ContactEvaluation]
 suspend[ContactRecording] tag[Contact Resource] transfer[Contact] untag[Contact Resource]
 update[AgentStatus AttachedFilesConfiguration AuthenticationProfile Contact ContactAttributes
 ContactEvaluation ContactFlowAlias ContactFlowContent ContactFlowMetadata ContactFlowModuleAlias
 ContactFlowModuleContent ContactFlowModuleMetadata ContactFlowName ContactRoutingData
 ContactSchedule ContactTaskTemplate CrossRegionRouting DataTableAttribute DataTableMetadata
 DataTablePrimaryValues EmailAddressMetadata EvaluationForm ExtractionDefinition HoursOfOperation
 HoursOfOperationOverride InstanceAttribute InstanceStorageConfig MetricContent MetricMetadata
 NotificationContent OutboundEmailContactMessage ParticipantAuthentication ParticipantRoleConfig
 PhoneNumber PhoneNumberMetadata PredefinedAttribute Prompt QueueHoursOfOperation QueueMaxContacts
 QueueName QueueOutboundCallerConfig QueueOutboundEmailConfig QueueStatus QuickConnectConfig
 QuickConnectName RoutingProfileAgentAvailabilityTimer RoutingProfileConcurrency
 RoutingProfileDefaultOutboundQueue RoutingProfileName RoutingProfileQueues Rule SecurityProfile
 TaskTemplate TestCase TrafficDistribution UserConfig UserHierarchy UserHierarchyGroupName
 UserHierarchyStructure UserIdentityInfo UserNotificationStatus UserPhoneConfig UserProficiencies
 UserRoutingProfile UserSecurityProfiles ViewContent ViewMetadata WorkspaceMetadata WorkspacePage
 WorkspaceTheme WorkspaceVisibility]
=connectcampaigns ConnectCampaigns connectcampaigns
 create[Campaign] delete[Campaign ConnectInstanceConfig InstanceOnboardingJob] describe[Campaign]
 get[CampaignState CampaignStateBatch ConnectInstanceConfig InstanceOnboardingJobStatus]
 list[Campaigns TagsForResource] pause[Campaign] put[DialRequestBatch] resume[Campaign]
 start[Campaign InstanceOnboardingJob] stop[Campaign] tag[Resource] untag[Resource]
 update[CampaignDialerConfig CampaignName CampaignOutboundCallConfig]
=connectcampaignsv2 ConnectCampaignsV2 connectcampaignsv2
 create[Campaign] delete[Campaign CampaignChannelSubtypeConfig CampaignCommunicationLimits
 CampaignCommunicationTime CampaignEntryLimits ConnectInstanceConfig ConnectInstanceIntegration
 InstanceOnboardingJob] describe[Campaign] get[CampaignState CampaignStateBatch
 ConnectInstanceConfig InstanceCommunicationLimits InstanceOnboardingJobStatus] list[Campaigns
 ConnectInstanceIntegrations TagsForResource] pause[Campaign] put[ConnectInstanceIntegration
 InstanceCommunicationLimits OutboundRequestBatch ProfileOutboundRequestBatch] resume[Campaign]
 start[Campaign InstanceOnboardingJob] stop[Campaign] tag[Resource] untag[Resource]
 update[CampaignChannelSubtypeConfig CampaignCommunicationLimits CampaignCommunicationTime
 CampaignEntryLimits CampaignFlowAssociation CampaignName CampaignSchedule CampaignSource]
=connectcases ConnectCases connectcases
 batch[CreateRelatedItem GetCaseRule GetField PutFieldOptions UpdateCase] create[Case CaseRule
 Domain Field Layout RelatedItem Template] delete[Case CaseRule Domain Field Layout RelatedItem
 Template] get[Case CaseAuditEvents CaseEventConfiguration Domain Layout MergeCasesStatus Template]
 list[CaseRules CasesForContact Domains FieldOptions Fields Layouts TagsForResource Templates]
 put[CaseEventConfiguration] search[AllRelatedItems Cases RelatedItems] start[MergeCases]
 tag[Resource] untag[Resource] update[Case CaseRule Field Layout RelatedItem Template]
=connectcontactlens ConnectContactLens connect-contact-lens
 list[RealtimeContactAnalysisSegments]
=connecthealth ConnectHealth connecthealth
 activate[Subscription] create[Dataset Domain Subscription] deactivate[Subscription] delete[Dataset
 Domain] get[Dataset Domain MedicalCodingJob MedicalScribeListeningSession PatientInsightsJob
 Subscription] list[Datasets Domains Subscriptions TagsForResource] start[MedicalCodingJob
 MedicalScribeListeningSession! PatientInsightsJob] submit[Feedback] tag[Resource] untag[Resource]
=connectparticipant ConnectParticipant connectparticipant
 cancel[ParticipantAuthentication] complete[AttachmentUpload] create[ParticipantConnection]
 describe[View] disconnect[Participant] get[Attachment AuthenticationUrl Transcript] send[Event
 Message] start[AttachmentUpload]
=connectscheduling ConnectScheduling connectscheduling
 approve[TimeOff] cancel[TimeOff] create[TimeOff] get[TimeOff] put[TimeOffBalance] reject[TimeOff]
=continuum Continuum continuum
 associate[Collector] create[CodeFinding CodeScan Collector Environment Integration]
 delete[Collector Environment Integration] disassociate[Collector] get[CodeFinding CodeIssue
 CodeIssueArtifact CodeScan Collector CollectorDataAccessAuthorization Environment Integration
 ResourcePolicy] list[AssociatedCollectors AssociatedEnvironments CodeFindings CodeIssueArtifacts
 CodeIssues CodeScans Collectors Environments Integrations] put[ResourcePolicy]
 start[IntegrationAuthorization] update[Collector Environment Integration]
=controlcatalog ControlCatalog controlcatalog
 get[Control] list[CommonControls ControlMappings Controls Domains Objectives]
=controltower ControlTower controltower
 create[LandingZone] delete[LandingZone] disable[Baseline Control] enable[Baseline Control]
 get[Baseline BaselineOperation ControlOperation EnabledBaseline EnabledControl LandingZone
 LandingZoneOperation] list[Baselines ControlOperations EnabledBaselines EnabledControls
 LandingZoneOperations LandingZones TagsForResource] reset[EnabledBaseline EnabledControl
 LandingZone] tag[Resource] untag[Resource] update[EnabledBaseline EnabledControl LandingZone]
=costandusagereport CostAndUsageReport cur
 delete[ReportDefinition] describe[ReportDefinitions] list[TagsForResource]
 modify[ReportDefinition] put[ReportDefinition] tag[Resource] untag[Resource]
=costexplorer CostExplorer ce
 create[AnomalyMonitor AnomalySubscription CostCategoryDefinition] delete[AnomalyMonitor
 AnomalySubscription CostCategoryDefinition] describe[CostCategoryDefinition] get[Anomalies
 AnomalyMonitors AnomalySubscriptions ApproximateUsageRecords CommitmentPurchaseAnalysis
 CostAndUsage CostAndUsageComparisons CostAndUsageWithResources CostCategories
 CostComparisonDrivers CostForecast DimensionValues ReservationCoverage
 ReservationPurchaseRecommendation ReservationUtilization RightsizingRecommendation
 SavingsPlanPurchaseRecommendationDetails SavingsPlansCoverage SavingsPlansPurchaseRecommendation
 SavingsPlansUtilization SavingsPlansUtilizationDetails Tags UsageForecast]
 list[CommitmentPurchaseAnalyses CostAllocationTagBackfillHistory CostAllocationTags
 CostCategoryDefinitions CostCategoryResourceAssociations
 SavingsPlansPurchaseRecommendationGeneration TagsForResource] provide[AnomalyFeedback]
 start[CommitmentPurchaseAnalysis CostAllocationTagBackfill
 SavingsPlansPurchaseRecommendationGeneration] tag[Resource] untag[Resource] update[AnomalyMonitor
 AnomalySubscription CostAllocationTagsStatus CostCategoryDefinition]
=costoptimizationhub CostOptimizationHub cost-optimization-hub
 get[Preferences Recommendation] list[EfficiencyMetrics EnrollmentStatuses RecommendationSummaries
 Recommendations] update[EnrollmentStatus Preferences]
=customerprofiles CustomerProfiles customer-profiles
 add[ProfileKey] associate[StreamForSegments] batch[GetCalculatedAttributeForProfile GetProfile
 PutProfileObject] create[CalculatedAttributeDefinition Domain DomainLayout EventStream
 EventTrigger IntegrationWorkflow Profile Recommender RecommenderFilter RecommenderSchema
 SegmentDefinition SegmentEstimate SegmentSnapshot UploadJob] delete[CalculatedAttributeDefinition
 Domain DomainLayout DomainObjectType EventStream EventTrigger Integration Profile ProfileKey
 ProfileObject ProfileObjectType Recommender RecommenderFilter RecommenderSchema SegmentDefinition
 SegmentSubscription Workflow] detect[ProfileObjectType] disassociate[StreamForSegments]
 get[AutoMergingPreview CalculatedAttributeDefinition CalculatedAttributeForProfile Domain
 DomainLayout DomainObjectType EventStream EventTrigger IdentityResolutionJob Integration Matches
 ObjectTypeAttributeStatistics ProfileHistoryRecord ProfileObjectType ProfileObjectTypeTemplate
 ProfileRecommendations Recommender RecommenderFilter RecommenderSchema SegmentDefinition
 SegmentEstimate SegmentMembership SegmentSnapshot SegmentSubscription SimilarProfiles
 StreamForSegments UploadJob UploadJobPath Workflow WorkflowSteps] list[AccountIntegrations
 CalculatedAttributeDefinitions CalculatedAttributesForProfile DomainLayouts DomainObjectTypes
 Domains EventStreams EventTriggers IdentityResolutionJobs Integrations ObjectTypeAttributeValues
 ObjectTypeAttributes ProfileAttributeValues ProfileHistoryRecords ProfileObjectTypeTemplates
 ProfileObjectTypes ProfileObjects RecommenderFilters RecommenderRecipes RecommenderSchemas
 Recommenders RuleBasedMatches SegmentDefinitions SegmentSubscriptionEvents TagsForResource
 UploadJobs Workflows] merge[Profiles] put[DomainObjectType Integration ProfileObject
 ProfileObjectType SegmentSubscription] search[Profiles Recommendations] start[Recommender
 UploadJob] stop[Recommender UploadJob] tag[Resource] untag[Resource]
 update[CalculatedAttributeDefinition Domain DomainLayout EventTrigger Profile Recommender]
=databasemigration DatabaseMigration dms
 add[TagsToResource] apply[PendingMaintenanceAction] batch[StartRecommendations]
 cancel[MetadataModelConversion MetadataModelCreation ReplicationTaskAssessmentRun]
 create[DataMigration DataProvider Endpoint EventSubscription FleetAdvisorCollector InstanceProfile
 MigrationProject ReplicationConfig ReplicationInstance ReplicationSubnetGroup ReplicationTask]
 delete[Certificate Connection DataMigration DataProvider Endpoint EventSubscription
 FleetAdvisorCollector FleetAdvisorDatabases InstanceProfile MigrationProject ReplicationConfig
 ReplicationInstance ReplicationSubnetGroup ReplicationTask ReplicationTaskAssessmentRun]
 describe[AccountAttributes ApplicableIndividualAssessments Certificates Connections
 ConversionConfiguration DataMigrations DataProviders EndpointSettings EndpointTypes Endpoints
 EngineVersions EventCategories EventSubscriptions Events ExtensionPackAssociations
 FleetAdvisorCollectors FleetAdvisorDatabases FleetAdvisorLsaAnalysis
 FleetAdvisorSchemaObjectSummary FleetAdvisorSchemas InstanceProfiles MetadataModel
 MetadataModelAssessments MetadataModelChildren MetadataModelConversions MetadataModelCreations
 MetadataModelExportsAsScript MetadataModelExportsToTarget MetadataModelImports MigrationProjects
 OrderableReplicationInstances PendingMaintenanceActions RecommendationLimitations Recommendations
 RefreshSchemasStatus ReplicationConfigs ReplicationInstanceTaskLogs ReplicationInstances
 ReplicationSubnetGroups ReplicationTableStatistics ReplicationTaskAssessmentResults
 ReplicationTaskAssessmentRuns ReplicationTaskIndividualAssessments ReplicationTasks Replications
 Schemas TableStatistics] export[MetadataModelAssessment] get[TargetSelectionRules]
 import[Certificate] list[TagsForResource] modify[ConversionConfiguration DataMigration
 DataProvider Endpoint EventSubscription InstanceProfile MigrationProject ReplicationConfig
 ReplicationInstance ReplicationSubnetGroup ReplicationTask] move[ReplicationTask]
 reboot[ReplicationInstance] refresh[Schemas] reload[ReplicationTables Tables]
 remove[TagsFromResource] run[FleetAdvisorLsaAnalysis] start[DataMigration ExtensionPackAssociation
 MetadataModelAssessment MetadataModelConversion MetadataModelCreation MetadataModelExportAsScript
 MetadataModelExportToTarget MetadataModelImport Recommendations Replication ReplicationTask
 ReplicationTaskAssessment ReplicationTaskAssessmentRun] stop[DataMigration Replication
 ReplicationTask] test[Connection] update[SubscriptionsToEventBridge]
=databrew DataBrew databrew
 batch[DeleteRecipeVersion] create[Dataset ProfileJob Project Recipe RecipeJob Ruleset Schedule]
 delete[Dataset Job Project RecipeVersion Ruleset Schedule] describe[Dataset Job JobRun Project
 Recipe Ruleset Schedule] list[Datasets JobRuns Jobs Projects RecipeVersions Recipes Rulesets
 Schedules TagsForResource] publish[Recipe] send[ProjectSessionAction] start[JobRun ProjectSession]
 stop[JobRun] tag[Resource] untag[Resource] update[Dataset ProfileJob Project Recipe RecipeJob
 Ruleset Schedule]
=dataexchange DataExchange dataexchange
 accept[DataGrant] cancel[Job] create[DataGrant DataSet EventAction Job Revision] delete[Asset
 DataGrant DataSet EventAction Revision] get[Asset DataGrant DataSet EventAction Job
 ReceivedDataGrant Revision] list[DataGrants DataSetRevisions DataSets EventActions Jobs
 ReceivedDataGrants RevisionAssets TagsForResource] revoke[Revision] send[ApiAsset
 DataSetNotification] start[Job] tag[Resource] untag[Resource] update[Asset DataSet EventAction
 Revision]
=datapipeline DataPipeline datapipeline
 activate[Pipeline] add[Tags] create[Pipeline] deactivate[Pipeline] delete[Pipeline]
 describe[Objects Pipelines] evaluate[Expression] get[PipelineDefinition] list[Pipelines]
 poll[ForTask] put[PipelineDefinition] query[Objects] remove[Tags] report[TaskProgress
 TaskRunnerHeartbeat] set[Status TaskStatus] validate[PipelineDefinition]
=datasync DataSync datasync
 cancel[TaskExecution] create[Agent LocationAzureBlob LocationEfs LocationFsxLustre
 LocationFsxOntap LocationFsxOpenZfs LocationFsxWindows LocationHdfs LocationNfs
 LocationObjectStorage LocationS3 LocationSmb Task] delete[Agent Location Task] describe[Agent
 LocationAzureBlob LocationEfs LocationFsxLustre LocationFsxOntap LocationFsxOpenZfs
 LocationFsxWindows LocationHdfs LocationNfs LocationObjectStorage LocationS3 LocationSmb Task
 TaskExecution] list[Agents Locations TagsForResource TaskExecutions Tasks] start[TaskExecution]
 tag[Resource] untag[Resource] update[Agent LocationAzureBlob LocationEfs LocationFsxLustre
 LocationFsxOntap LocationFsxOpenZfs LocationFsxWindows LocationHdfs LocationNfs
 LocationObjectStorage LocationS3 LocationSmb Task TaskExecution]
=datazone DataZone datazone
 accept[Predictions SubscriptionRequest] add[EntityOwner PolicyGrant] associate[EnvironmentRole
 GovernedTerms] batch[GetAttributesMetadata PutAttributesMetadata] cancel[MetadataGenerationRun
 Subscription] create[AccountPool Asset AssetFilter AssetRevision AssetType Connection DataProduct
 DataProductRevision DataSource Designation Domain DomainUnit Environment EnvironmentAction
 EnvironmentBlueprint EnvironmentProfile FormType Glossary GlossaryTerm GroupProfile
 ListingChangeSet Notebook Project ProjectMembership ProjectProfile Rule SubscriptionGrant
 SubscriptionRequest SubscriptionTarget UserProfile] delete[AccountPool Asset AssetFilter AssetType
 Connection DataExportConfiguration DataProduct DataSource Designation Domain DomainUnit
 Environment EnvironmentAction EnvironmentBlueprint EnvironmentBlueprintConfiguration
 EnvironmentProfile FormType Glossary GlossaryTerm LineageEvent Listing Notebook Project
 ProjectMembership ProjectProfile Rule SubscriptionGrant SubscriptionRequest SubscriptionTarget
 TimeSeriesDataPoints] disassociate[EnvironmentRole GovernedTerms] get[AccountPool Asset
 AssetFilter AssetType Connection DataExportConfiguration DataProduct DataSource DataSourceRun
 Designation Domain DomainUnit Environment EnvironmentAction EnvironmentBlueprint
 EnvironmentBlueprintConfiguration EnvironmentCredentials EnvironmentProfile FormType Glossary
 GlossaryTerm GroupProfile IamPortalLoginUrl JobRun LineageEvent LineageNode Listing
 MetadataGenerationRun Notebook NotebookExport NotebookRun Project ProjectProfile Rule Subscription
 SubscriptionGrant SubscriptionRequestDetails SubscriptionTarget TimeSeriesDataPoint UserProfile]
 list[AccountPools AccountsInAccountPool AssetFilters AssetRevisions Connections
 DataProductRevisions DataSourceRunActivities DataSourceRuns DataSources Designations
 DomainUnitsForParent Domains EntityOwners EnvironmentActions EnvironmentBlueprintConfigurations
 EnvironmentBlueprints EnvironmentProfiles Environments JobRuns LineageEvents LineageNodeHistory
 MetadataGenerationRuns NotebookRuns Notebooks Notifications PolicyGrants ProjectMemberships
 ProjectProfiles Projects Rules SubscriptionGrants SubscriptionRequests SubscriptionTargets
 Subscriptions TagsForResource TimeSeriesDataPoints] post[LineageEvent TimeSeriesDataPoints]
 put[DataExportConfiguration EnvironmentBlueprintConfiguration] query[Graph] reject[Predictions
 SubscriptionRequest] remove[EntityOwner PolicyGrant] revoke[Subscription] search
 search[GroupProfiles Listings Types UserProfiles] start[DataSourceRun MetadataGenerationRun
 NotebookExport NotebookImport NotebookRun NotebookSync] stop[NotebookRun] tag[Resource]
 untag[Resource] update[AccountPool AssetFilter Connection DataSource Designation Domain DomainUnit
 Environment EnvironmentAction EnvironmentBlueprint EnvironmentProfile Glossary GlossaryTerm
 GroupProfile Notebook Project ProjectProfile RootDomainUnitOwner Rule SubscriptionGrantStatus
 SubscriptionRequest SubscriptionTarget UserProfile]
=dax Dax dax
 create[Cluster ParameterGroup SubnetGroup] decrease[ReplicationFactor] delete[Cluster
 ParameterGroup SubnetGroup] describe[Clusters DefaultParameters Events ParameterGroups Parameters
 SubnetGroups] increase[ReplicationFactor] list[Tags] reboot[Node] tag[Resource] untag[Resource]
 update[Cluster ParameterGroup SubnetGroup]
=deadline Deadline deadline
 associate[MemberToFarm MemberToFleet MemberToJob MemberToQueue] assume[FleetRoleForRead
 FleetRoleForWorker QueueRoleForRead QueueRoleForUser QueueRoleForWorker] batch[GetJob GetJobEntity
 GetSession GetSessionAction GetStep GetTask GetWorker UpdateJob UpdateTask] copy[JobTemplate]
 create[Budget Farm Fleet Job LicenseEndpoint Limit Monitor Queue QueueEnvironment
 QueueFleetAssociation QueueLimitAssociation StorageProfile Worker] delete[Budget Farm Fleet
 LicenseEndpoint Limit MeteredProduct Monitor Queue QueueEnvironment QueueFleetAssociation
 QueueLimitAssociation StorageProfile Volume Worker] disassociate[MemberFromFarm MemberFromFleet
 MemberFromJob MemberFromQueue] get[Budget Farm Fleet Job LicenseEndpoint Limit Monitor
 MonitorSettings Queue QueueEnvironment QueueFleetAssociation QueueLimitAssociation Session
 SessionAction SessionsStatisticsAggregation Step StorageProfile StorageProfileForQueue Task Volume
 Worker] list[AvailableMeteredProducts Budgets FarmMembers Farms FleetMembers Fleets JobMembers
 JobParameterDefinitions Jobs LicenseEndpoints Limits Memberships MeteredProducts Monitors
 QueueEnvironments QueueFleetAssociations QueueLimitAssociations QueueMembers Queues SessionActions
 Sessions SessionsForWorker StepConsumers StepDependencies Steps StorageProfiles
 StorageProfilesForQueue TagsForResource Tasks Volumes Workers] put[MeteredProduct] search[Jobs
 Steps Tasks Workers] start[SessionsStatisticsAggregation] tag[Resource] untag[Resource]
 update[Budget Farm Fleet Job Limit Monitor MonitorSettings Queue QueueEnvironment
 QueueFleetAssociation QueueLimitAssociation Session Step StorageProfile Task Worker
 WorkerSchedule]
=detective Detective detective
 accept[Invitation] batch[GetGraphMemberDatasources GetMembershipDatasources] create[Graph Members]
 delete[Graph Members] describe[OrganizationConfiguration] disable[OrganizationAdminAccount]
 disassociate[Membership] enable[OrganizationAdminAccount] get[Investigation Members]
 list[DatasourcePackages Graphs Indicators Investigations Invitations Members
 OrganizationAdminAccounts TagsForResource] reject[Invitation] start[Investigation
 MonitoringMember] tag[Resource] untag[Resource] update[DatasourcePackages InvestigationState
 OrganizationConfiguration]
=devicefarm DeviceFarm devicefarm
 create[DevicePool InstanceProfile NetworkProfile Project RemoteAccessSession TestGridProject
 TestGridUrl Upload VPCEConfiguration] delete[DevicePool InstanceProfile NetworkProfile Project
 RemoteAccessSession Run TestGridProject Upload VPCEConfiguration] get[AccountSettings Device
 DeviceInstance DevicePool DevicePoolCompatibility InstanceProfile Job NetworkProfile
 OfferingStatus Project RemoteAccessSession Run Suite Test TestGridProject TestGridSession Upload
 VPCEConfiguration] install[ToRemoteAccessSession] list[Artifacts DeviceInstances DevicePools
 Devices InstanceProfiles Jobs NetworkProfiles OfferingPromotions OfferingTransactions Offerings
 Projects RemoteAccessSessions Runs Samples Suites TagsForResource TestGridProjects
 TestGridSessionActions TestGridSessionArtifacts TestGridSessions Tests UniqueProblems Uploads
 VPCEConfigurations] purchase[Offering] renew[Offering] schedule[Run] stop[Job RemoteAccessSession
 Run] tag[Resource] untag[Resource] update[DeviceInstance DevicePool InstanceProfile NetworkProfile
 Project TestGridProject Upload VPCEConfiguration]
=devopsagent DevOpsAgent devops-agent
 associate[Service] create[AgentSpace Asset AssetFile BacklogTask Chat PrivateConnection Trigger]
 delete[AgentSpace Asset AssetFile PrivateConnection Trigger] deregister[Service]
 describe[PrivateConnection] disable[OperatorApp] disassociate[Service] enable[OperatorApp]
 get[AccountUsage AgentSpace Asset AssetContent AssetFile Association BacklogTask Chat OperatorApp
 Recommendation Service Trigger] list[AgentSpaces AssetFiles AssetTypes AssetVersions Assets
 Associations BacklogTasks Chats Executions Goals JournalRecords PendingMessages PrivateConnections
 Recommendations Services TagsForResource Triggers Webhooks] register[Service] send[Message!]
 tag[Resource] untag[Resource] update[AgentSpace ApprovalAction Asset AssetFile Association
 BacklogTask Chat Goal OperatorAppIdpConfig PrivateConnectionCertificate Recommendation Trigger]
 validate[AwsAssociations]
=devopsguru DevOpsGuru devops-guru
 add[NotificationChannel] delete[Insight] describe[AccountHealth AccountOverview Anomaly
 EventSourcesConfig Feedback Insight OrganizationHealth OrganizationOverview
 OrganizationResourceCollectionHealth ResourceCollectionHealth ServiceIntegration]
 get[CostEstimation ResourceCollection] list[AnomaliesForInsight AnomalousLogGroups Events Insights
 MonitoredResources NotificationChannels OrganizationInsights Recommendations] put[Feedback]
 remove[NotificationChannel] search[Insights OrganizationInsights] start[CostEstimation]
 update[EventSourcesConfig ResourceCollection ServiceIntegration]
=directconnect DirectConnect directconnect
 accept[DirectConnectGatewayAssociationProposal] allocate[ConnectionOnInterconnect HostedConnection
 PrivateVirtualInterface PublicVirtualInterface TransitVirtualInterface]
 associate[ConnectionWithLag ConnectionsToResiliencyGroup HostedConnection MacSecKey
 VirtualInterface] confirm[Connection CustomerAgreement PrivateVirtualInterface
 PublicVirtualInterface TransitVirtualInterface] create[BGPPeer Connection DirectConnectGateway
 DirectConnectGatewayAssociation DirectConnectGatewayAssociationProposal Interconnect Lag
 PrivateVirtualInterface PublicVirtualInterface ResiliencyGroup TransitVirtualInterface]
 delete[BGPPeer Connection DirectConnectGateway DirectConnectGatewayAssociation
 DirectConnectGatewayAssociationProposal Interconnect Lag ResiliencyGroup VirtualInterface]
 describe[ConnectionLoa Connections ConnectionsOnInterconnect CustomerMetadata
 DirectConnectGatewayAssociationProposals DirectConnectGatewayAssociations
 DirectConnectGatewayAttachments DirectConnectGateways HostedConnections InterconnectLoa
 Interconnects Lags Loa Locations RouterConfiguration Tags VirtualGateways VirtualInterfaces]
 disassociate[ConnectionFromLag ConnectionsFromResiliencyGroup MacSecKey] get[ResiliencyGroup]
 list[ResiliencyGroupAssociations ResiliencyGroups VirtualInterfaceRoutes
 VirtualInterfaceTestHistory] start[BgpFailoverTest] stop[BgpFailoverTest] tag[Resource]
 untag[Resource] update[Connection ConnectionsBillingMode DirectConnectGateway
 DirectConnectGatewayAssociation Lag ResiliencyGroup VirtualInterfaceAttributes]
=directory Directory ds
 accept[SharedDirectory] add[IpRoutes Region TagsToResource] cancel[SchemaExtension]
 connect[Directory] create[Alias Computer ConditionalForwarder Directory HybridAD LogSubscription
 MicrosoftAD Snapshot Trust] delete[ADAssessment ConditionalForwarder Directory LogSubscription
 Snapshot Trust] deregister[Certificate EventTopic] describe[ADAssessment CAEnrollmentPolicy
 Certificate ClientAuthenticationSettings ConditionalForwarders Directories DirectoryDataAccess
 DomainControllers EventTopics HybridADUpdate LDAPSSettings Regions Settings SharedDirectories
 Snapshots Trusts UpdateDirectory] disable[CAEnrollmentPolicy ClientAuthentication
 DirectoryDataAccess LDAPS Radius Sso] enable[CAEnrollmentPolicy ClientAuthentication
 DirectoryDataAccess LDAPS Radius Sso] get[DirectoryLimits SnapshotLimits] list[ADAssessments
 Certificates IpRoutes LogSubscriptions SchemaExtensions TagsForResource] register[Certificate
 EventTopic] reject[SharedDirectory] remove[IpRoutes Region TagsFromResource] reset[UserPassword]
 restore[FromSnapshot] share[Directory] start[ADAssessment SchemaExtension] unshare[Directory]
 update[ConditionalForwarder DirectorySetup HybridAD NumberOfDomainControllers Radius Settings
 Trust] verify[Trust]
=directoryservicedata DirectoryServiceData ds-data
 add[GroupMember] create[Group User] delete[Group User] describe[Group User] disable[User]
 list[GroupMembers Groups GroupsForMember Users] remove[GroupMember] search[Groups Users]
 update[Group User]
=dlm Dlm dlm
 create[LifecyclePolicy] delete[LifecyclePolicy] get[LifecyclePolicies LifecyclePolicy]
 list[TagsForResource] tag[Resource] untag[Resource] update[LifecyclePolicy]
=docdb DocDb docdb
 add[SourceIdentifierToSubscription TagsToResource] apply[PendingMaintenanceAction]
 copy[DBClusterParameterGroup DBClusterSnapshot] create[DBCluster DBClusterParameterGroup
 DBClusterSnapshot DBInstance DBSubnetGroup EventSubscription GlobalCluster] delete[DBCluster
 DBClusterParameterGroup DBClusterSnapshot DBInstance DBSubnetGroup EventSubscription
 GlobalCluster] describe[Certificates DBClusterParameterGroups DBClusterParameters
 DBClusterSnapshotAttributes DBClusterSnapshots DBClusters DBEngineVersions DBInstances
 DBSubnetGroups EngineDefaultClusterParameters EventCategories EventSubscriptions Events
 GlobalClusters OrderableDBInstanceOptions PendingMaintenanceActions ServerlessV2PlatformVersions]
 failover[DBCluster GlobalCluster] list[TagsForResource] modify[DBCluster DBClusterParameterGroup
 DBClusterSnapshotAttribute DBInstance DBSubnetGroup EventSubscription GlobalCluster]
 reboot[DBInstance] remove[FromGlobalCluster SourceIdentifierFromSubscription TagsFromResource]
 reset[DBClusterParameterGroup] restore[DBClusterFromSnapshot DBClusterToPointInTime]
 start[DBCluster] stop[DBCluster] switchover[GlobalCluster]
=docdbelastic DocDbElastic docdb-elastic
 apply[PendingMaintenanceAction] copy[ClusterSnapshot] create[Cluster ClusterSnapshot]
 delete[Cluster ClusterSnapshot] get[Cluster ClusterSnapshot PendingMaintenanceAction]
 list[ClusterSnapshots Clusters PendingMaintenanceActions TagsForResource]
 restore[ClusterFromSnapshot] start[Cluster] stop[Cluster] tag[Resource] untag[Resource]
 update[Cluster]
=drs Drs drs
 associate[SourceNetworkStack] cancel[RecoveryPlanExecution] create[ExtendedSourceServer
 LaunchConfigurationTemplate RecoveryPlan RecoveryPlanStep ReplicationConfigurationTemplate
 SourceNetwork] delete[Job LaunchAction LaunchConfigurationTemplate RecoveryInstance RecoveryPlan
 RecoveryPlanExecution RecoveryPlanStep ReplicationConfigurationTemplate SourceNetwork
 SourceServer] describe[JobLogItems Jobs LaunchConfigurationTemplates RecoveryInstances
 RecoverySnapshots ReplicationConfigurationTemplates SourceNetworks SourceServers]
 disconnect[RecoveryInstance SourceServer] export[SourceNetworkCfnTemplate]
 get[FailbackReplicationConfiguration LaunchConfiguration RecoveryPlan RecoveryPlanExecution
 RecoveryPlanExecutionStep RecoveryPlanStep ReplicationConfiguration] initialize[Service]
 list[ExtensibleSourceServers LaunchActions RecoveryPlanExecutionSteps RecoveryPlanExecutions
 RecoveryPlanSteps RecoveryPlans StagingAccounts TagsForResource] put[LaunchAction]
 reorder[RecoveryPlanSteps] retry[DataReplication RecoveryPlanExecutionStep] reverse[Replication]
 start[FailbackLaunch Recovery RecoveryPlanExecution Replication SourceNetworkRecovery
 SourceNetworkReplication] stop[Failback Replication SourceNetworkReplication] tag[Resource]
 terminate[RecoveryInstances] untag[Resource] update[FailbackReplicationConfiguration
 LaunchConfiguration LaunchConfigurationTemplate RecoveryPlan RecoveryPlanExecutionStep
 RecoveryPlanStep ReplicationConfiguration ReplicationConfigurationTemplate]
=dsql Dsql dsql
 create[Cluster Stream] delete[Cluster ClusterPolicy Stream] get[Cluster ClusterPolicy Stream
 VpcEndpointServiceName] list[Clusters Streams TagsForResource] put[ClusterPolicy] tag[Resource]
 untag[Resource] update[Cluster]
=dynamodb DynamoDb dynamodb
 batch[ExecuteStatement GetItem WriteItem] cancel[BulkOperation] create[Backup GlobalTable Table]
 delete[Backup Item ResourcePolicy Table] describe[Backup BulkOperation ContinuousBackups
 ContributorInsights Endpoints Export GlobalTable GlobalTableSettings Import
 KinesisStreamingDestination Limits Table TableReplicaAutoScaling TimeToLive]
 disable[KinesisStreamingDestination] enable[KinesisStreamingDestination] execute[Statement
 Transaction] export[TableToPointInTime] get[Item ResourcePolicy] import[Table] list[Backups
 BulkOperations ContributorInsights Exports GlobalTables Imports Tables TagsOfResource] put[Item
 ResourcePolicy] query restore[TableFromBackup TableToPointInTime] scan search[Vectors]
 start[BulkPutItems] tag[Resource] transact[GetItems WriteItems] untag[Resource]
 update[ContinuousBackups ContributorInsights GlobalTable GlobalTableSettings Item
 KinesisStreamingDestination Table TableReplicaAutoScaling TimeToLive]
=dynamodbstreams DynamoDbStreams dynamodbstreams
 describe[Stream] get[Records ShardIterator] list[Streams]
=ebs Ebs ebs
 complete[Snapshot] get[SnapshotBlock] list[ChangedBlocks SnapshotBlocks] put[SnapshotBlock]
 start[Snapshot]
=ec2 Ec2 ec2
 accept[AddressTransfer CapacityReservationBillingOwnership ReservedInstancesExchangeQuote
 TransitGatewayClientVpnAttachment TransitGatewayMulticastDomainAssociations
 TransitGatewayPeeringAttachment TransitGatewayVpcAttachment VpcEndpointConnections
 VpcPeeringConnection] advertise[ByoipCidr] allocate[Address Hosts IpamPoolCidr]
 apply[SecurityGroupsToClientVpnTargetNetwork] assign[Ipv6Addresses PrivateIpAddresses
 PrivateNatGatewayAddress] associate[Address ApplicationStatusCheck CapacityReservationBillingOwner
 ClientVpnTargetNetwork DhcpOptions EnclaveCertificateIamRole IamInstanceProfile
 InstanceEventWindow IpamByoasn IpamResourceDiscovery KmsKeyId NatGatewayAddress
 NetworkingFlexCostAllocationPolicy RouteServer RouteTable SecurityGroupVpc SubnetCidrBlock
 TransitGatewayMulticastDomain TransitGatewayPolicyTable TransitGatewayRouteTable TrunkInterface
 VpcCidrBlock] attach[ClassicLinkVpc ImageWatermark InternetGateway NetworkInterface
 VerifiedAccessTrustProvider Volume VpnGateway] authorize[ClientVpnIngress SecurityGroupEgress
 SecurityGroupIngress] batch[ModifyIpamRoutingPolicyRegistrations] bundle[Instance]
 cancel[BundleTask CapacityReservation CapacityReservationFleets ConversionTask
 DeclarativePoliciesReport ExportTask ImageLaunchPermission ImportTask ReservedInstancesListing
 SpotFleetRequests SpotInstanceRequests] confirm[ProductInstance] copy[FpgaImage Image Snapshot
 Volumes] create[ApplicationStatusCheck CapacityManagerDataExport CapacityReservation
 CapacityReservationBySplitting CapacityReservationCancellationQuote
 CapacityReservationDateChangeQuote CapacityReservationFleet CarrierGateway ClientVpnEndpoint
 ClientVpnRoute CoipCidr CoipPool CustomerGateway DefaultSubnet DefaultVpc
 DelegateMacVolumeOwnershipTask DhcpOptions EgressOnlyInternetGateway Fleet FlowLogs FpgaImage
 Image ImageUsageReport InstanceConnectEndpoint InstanceEventWindow InstanceExportTask
 InternetGateway InterruptibleCapacityReservationAllocation Ipam
 IpamExternalResourceVerificationToken IpamInternetRegistryAssociation IpamPolicy IpamPool
 IpamPrefixListResolver IpamPrefixListResolverTarget IpamResourceDiscovery
 IpamRoutingPolicyRegistration IpamScope KeyPair LaunchTemplate LaunchTemplateVersion
 LocalGatewayRoute LocalGatewayRouteTable LocalGatewayRouteTableVirtualInterfaceGroupAssociation
 LocalGatewayRouteTableVpcAssociation LocalGatewayVirtualInterface
 LocalGatewayVirtualInterfaceGroup MacSystemIntegrityProtectionModificationTask ManagedPrefixList
 MetricCategory NatGateway NetworkAcl NetworkAclEntry NetworkInsightsAccessScope
 NetworkInsightsPath NetworkInterface NetworkInterfacePermission NetworkingFlexCostAllocationPolicy
 PlacementGroup PublicIpv4Pool ReplaceRootVolumeTask ReservedInstancesListing RestoreImageTask
 Route RouteServer RouteServerEndpoint RouteServerPeer RouteTable SecondaryNetwork SecondarySubnet
 SecurityGroup Snapshot Snapshots SpotDatafeedSubscription StoreImageTask Subnet
 SubnetCidrReservation Tags TrafficMirrorFilter TrafficMirrorFilterRule TrafficMirrorSession
 TrafficMirrorTarget TransitGateway TransitGatewayConnect TransitGatewayConnectPeer
 TransitGatewayMeteringPolicy TransitGatewayMeteringPolicyEntry TransitGatewayMulticastDomain
 TransitGatewayNetworkFunctionAttachment TransitGatewayPeeringAttachment TransitGatewayPolicyTable
 TransitGatewayPolicyTableEntry TransitGatewayPrefixListReference TransitGatewayRoute
 TransitGatewayRouteTable TransitGatewayRouteTableAnnouncement TransitGatewayVpcAttachment
 VerifiedAccessEndpoint VerifiedAccessGroup VerifiedAccessInstance VerifiedAccessTrustProvider
 Volume Vpc VpcBlockPublicAccessExclusion VpcEncryptionControl VpcEndpoint
 VpcEndpointConnectionNotification VpcEndpointServiceConfiguration VpcPeeringConnection
 VpnConcentrator VpnConnection VpnConnectionRoute VpnGateway] delete[ApplicationStatusCheck
 CapacityManagerDataExport CarrierGateway ClientVpnEndpoint ClientVpnEndpointAuthorizationPolicy
 ClientVpnRoute CoipCidr CoipPool CustomerGateway DhcpOptions EgressOnlyInternetGateway Fleets
 FlowLogs FpgaImage ImageUsageReport InstanceConnectEndpoint InstanceEventWindow InternetGateway
 Ipam IpamExternalResourceVerificationToken IpamInternetRegistryAssociation IpamPolicy IpamPool
 IpamPrefixListResolver IpamPrefixListResolverTarget IpamResourceDiscovery
 IpamRoutingPolicyRegistration IpamScope KeyPair LaunchTemplate LaunchTemplateVersions
 LocalGatewayRoute LocalGatewayRouteTable LocalGatewayRouteTableVirtualInterfaceGroupAssociation
 LocalGatewayRouteTableVpcAssociation LocalGatewayVirtualInterface
 LocalGatewayVirtualInterfaceGroup ManagedPrefixList MetricCategory NatGateway NetworkAcl
 NetworkAclEntry NetworkInsightsAccessScope NetworkInsightsAccessScopeAnalysis
 NetworkInsightsAnalysis NetworkInsightsPath NetworkInterface NetworkInterfacePermission
 NetworkingFlexCostAllocationPolicies PlacementGroup PublicIpv4Pool QueuedReservedInstances Route
 RouteServer RouteServerEndpoint RouteServerPeer RouteTable SecondaryNetwork SecondarySubnet
 SecurityGroup Snapshot SpotDatafeedSubscription Subnet SubnetCidrReservation Tags
 TrafficMirrorFilter TrafficMirrorFilterRule TrafficMirrorSession TrafficMirrorTarget
 TransitGateway TransitGatewayClientVpnAttachment TransitGatewayConnect TransitGatewayConnectPeer
 TransitGatewayMeteringPolicy TransitGatewayMeteringPolicyEntry TransitGatewayMulticastDomain
 TransitGatewayNetworkFunctionAttachment TransitGatewayPeeringAttachment TransitGatewayPolicyTable
 TransitGatewayPolicyTableEntry TransitGatewayPrefixListReference TransitGatewayRoute
 TransitGatewayRouteTable TransitGatewayRouteTableAnnouncement TransitGatewayVpcAttachment
 VerifiedAccessEndpoint VerifiedAccessGroup VerifiedAccessInstance VerifiedAccessTrustProvider
 Volume Vpc VpcBlockPublicAccessExclusion VpcEncryptionControl VpcEndpointConnectionNotifications
 VpcEndpointServiceConfigurations VpcEndpoints VpcPeeringConnection VpnConcentrator VpnConnection
 VpnConnectionRoute VpnGateway] deprovision[ByoipCidr IpamByoasn IpamPoolCidr PublicIpv4PoolCidr]
 deregister[Image InstanceEventNotificationAttributes TransitGatewayMulticastGroupMembers
 TransitGatewayMulticastGroupSources] describe[AccountAttributes AccountVpcEncryptionControl
 AddressTransfers Addresses AddressesAttribute AggregateIdFormat ApplicationStatus
 ApplicationStatusCheckAssociations ApplicationStatusChecks AvailabilityZones
 AwsNetworkPerformanceMetricSubscriptions BundleTasks ByoipCidrs CapacityBlockExtensionHistory
 CapacityBlockExtensionOfferings CapacityBlockOfferings CapacityBlockStatus CapacityBlocks
 CapacityManagerDataExports CapacityReservationBillingRequests
 CapacityReservationCancellationQuotes CapacityReservationDateChangeQuotes
 CapacityReservationFleets CapacityReservationTopology CapacityReservations CarrierGateways
 ClassicLinkInstances ClientVpnAuthorizationRules ClientVpnConnections ClientVpnEndpoints
 ClientVpnRoutes ClientVpnTargetNetworks CoipPools ConversionTasks CustomerGateways
 DeclarativePoliciesReports DhcpOptions EgressOnlyInternetGateways ElasticGpus ExportImageTasks
 ExportTasks FastLaunchImages FastSnapshotRestores FleetHistory FleetInstances Fleets FlowLogs
 FpgaImageAttribute FpgaImages HostReservationOfferings HostReservations Hosts
 IamInstanceProfileAssociations IdFormat IdentityIdFormat ImageAttribute ImageReferences
 ImageUsageReportEntries ImageUsageReports Images ImportImageTasks ImportSnapshotTasks
 InstanceAttribute InstanceConnectEndpoints InstanceCreditSpecifications
 InstanceEventNotificationAttributes InstanceEventWindows InstanceImageMetadata
 InstanceSqlHaHistoryStates InstanceSqlHaStates InstanceStatus InstanceTopology
 InstanceTypeOfferings InstanceTypes Instances InternetGateways IpamByoasn
 IpamExternalResourceVerificationTokens IpamInternetRegistryAssociations IpamPolicies
 IpamPoolAllocations IpamPools IpamPrefixListResolverTargets IpamPrefixListResolvers
 IpamResourceDiscoveries IpamResourceDiscoveryAssociations IpamScopes Ipams Ipv6Pools KeyPairs
 LaunchTemplateVersions LaunchTemplates LocalGatewayRouteTableVirtualInterfaceGroupAssociations
 LocalGatewayRouteTableVpcAssociations LocalGatewayRouteTables LocalGatewayVirtualInterfaceGroups
 LocalGatewayVirtualInterfaces LocalGateways LockedSnapshots MacHosts MacModificationTasks
 ManagedPrefixLists MetricCategories MovingAddresses NatGateways NetworkAcls
 NetworkInsightsAccessScopeAnalyses NetworkInsightsAccessScopes NetworkInsightsAnalyses
 NetworkInsightsPaths NetworkInterfaceAttribute NetworkInterfacePermissions NetworkInterfaces
 NetworkingFlexCostAllocationPolicies NetworkingFlexCostAllocationPolicyAssociations OutpostLags
 PlacementGroups PrefixLists PrincipalIdFormat PublicIpv4Pools Regions ReplaceRootVolumeTasks
 ReservedInstances ReservedInstancesListings ReservedInstancesModifications
 ReservedInstancesOfferings RouteServerEndpoints RouteServerPeers RouteServers RouteTables
 ScheduledInstanceAvailability ScheduledInstances SecondaryInterfaces SecondaryNetworks
 SecondarySubnets SecurityGroupReferences SecurityGroupRules SecurityGroupVpcAssociations
 SecurityGroups ServiceLinkVirtualInterfaces SnapshotAttribute SnapshotTierStatus Snapshots
 SpotDatafeedSubscription SpotFleetInstances SpotFleetRequestHistory SpotFleetRequests
 SpotInstanceRequests SpotPriceHistory StaleSecurityGroups StoreImageTasks Subnets Tags
 TrafficMirrorFilterRules TrafficMirrorFilters TrafficMirrorSessions TrafficMirrorTargets
 TransitGatewayAttachments TransitGatewayConnectPeers TransitGatewayConnects
 TransitGatewayMeteringPolicies TransitGatewayMulticastDomains
 TransitGatewayNetworkFunctionAttachments TransitGatewayPeeringAttachments
 TransitGatewayPolicyTables TransitGatewayRouteTableAnnouncements TransitGatewayRouteTables
 TransitGatewayVpcAttachments TransitGateways TrunkInterfaceAssociations VerifiedAccessEndpoints
 VerifiedAccessGroups VerifiedAccessInstanceLoggingConfigurations VerifiedAccessInstances
 VerifiedAccessTrustProviders VolumeAttribute VolumeStatus Volumes VolumesModifications
 VpcAttribute VpcBlockPublicAccessExclusions VpcBlockPublicAccessOptions VpcClassicLink
 VpcClassicLinkDnsSupport VpcEncryptionControls VpcEndpointAssociations
 VpcEndpointConnectionNotifications VpcEndpointConnections VpcEndpointServiceConfigurations
 VpcEndpointServicePermissions VpcEndpointServices VpcEndpoints VpcPeeringConnections Vpcs
 VpnConcentrators VpnConnections VpnGateways] detach[ClassicLinkVpc ImageWatermark InternetGateway
 NetworkInterface VerifiedAccessTrustProvider Volume VpnGateway] disable[AddressTransfer
 AllowedImagesSettings ApplicationStatusCheckSuppression AwsNetworkPerformanceMetricSubscription
 CapacityManager EbsEncryptionByDefault FastLaunch FastSnapshotRestores Image
 ImageBlockPublicAccess ImageDeprecation ImageDeregistrationProtection
 InstanceSqlHaStandbyDetections IpamOrganizationAdminAccount IpamPolicy RouteServerPropagation
 SerialConsoleAccess SnapshotBlockPublicAccess TransitGatewayRouteTablePropagation
 VgwRoutePropagation VpcClassicLink VpcClassicLinkDnsSupport] disassociate[Address
 ApplicationStatusCheck CapacityReservationBillingOwner ClientVpnTargetNetwork
 EnclaveCertificateIamRole IamInstanceProfile InstanceEventWindow IpamByoasn IpamResourceDiscovery
 KmsKeyId NatGatewayAddress NetworkingFlexCostAllocationPolicy RouteServer RouteTable
 SecurityGroupVpc SubnetCidrBlock TransitGatewayMulticastDomain TransitGatewayPolicyTable
 TransitGatewayRouteTable TrunkInterface VpcCidrBlock] enable[AddressTransfer AllowedImagesSettings
 ApplicationStatusCheckSuppression AwsNetworkPerformanceMetricSubscription CapacityManager
 EbsEncryptionByDefault FastLaunch FastSnapshotRestores Image ImageBlockPublicAccess
 ImageDeprecation ImageDeregistrationProtection InstanceSqlHaStandbyDetections
 IpamInternetRegistryAssociation IpamOrganizationAdminAccount IpamPolicy
 ReachabilityAnalyzerOrganizationSharing RouteServerPropagation SerialConsoleAccess
 SnapshotBlockPublicAccess TransitGatewayRouteTablePropagation VgwRoutePropagation VolumeIO
 VpcClassicLink VpcClassicLinkDnsSupport] export[ClientVpnClientCertificateRevocationList
 ClientVpnClientConfiguration Image TransitGatewayRoutes VerifiedAccessInstanceClientConfiguration]
 get[ActiveVpnTunnelStatus AllowedImagesSettings AssociatedEnclaveCertificateIamRoles
 AssociatedIpv6PoolCidrs AwsNetworkPerformanceData CapacityManagerAttributes
 CapacityManagerMetricData CapacityManagerMetricDimensions CapacityManagerMonitoredTagKeys
 CapacityManagerSupportabilityScores CapacityReservationUsage ClientVpnEndpointAuthorizationPolicy
 CoipPoolUsage ConsoleOutput ConsoleScreenshot DeclarativePoliciesReportSummary
 DefaultCreditSpecification EbsDefaultKmsKeyId EbsEncryptionByDefault EnabledIpamPolicy
 FlowLogsIntegrationTemplate GroupsForCapacityReservation HostReservationPurchasePreview
 ImageAncestry ImageBlockPublicAccessState ImageFindings InstanceMetadataDefaults InstanceTpmEkPub
 InstanceTypesFromInstanceRequirements InstanceUefiData IpamAddressHistory IpamDiscoveredAccounts
 IpamDiscoveredPublicAddresses IpamDiscoveredResourceCidrs IpamDiscoveredRoutes
 IpamInternetRegistryAssociationAsns IpamInternetRegistryAssociationCidrs IpamPolicyAllocationRules
 IpamPolicyOrganizationTargets IpamPoolAllocations IpamPoolCidrs IpamPrefixListResolverRules
 IpamPrefixListResolverVersionEntries IpamPrefixListResolverVersions IpamResourceCidrs
 IpamRouteOriginAuthorizations IpamRouteProtectionFindings IpamRoutingPolicyRegistrationDeltas
 IpamRoutingPolicyRegistrations LaunchTemplateData ManagedPrefixListAssociations
 ManagedPrefixListEntries ManagedResourceVisibility NetworkInsightsAccessScopeAnalysisFindings
 NetworkInsightsAccessScopeContent NetworkingFlexCostAllocationPolicyVersions PasswordData
 ReservedInstancesExchangeQuote RouteServerAssociations RouteServerPropagations
 RouteServerRoutingDatabase SecurityGroupsForVpc SerialConsoleAccessStatus
 SnapshotBlockPublicAccessState SpotPlacementScores SubnetCidrReservations
 TransitGatewayAttachmentNatConfiguration TransitGatewayAttachmentPropagations
 TransitGatewayMeteringPolicyEntries TransitGatewayMulticastDomainAssociations
 TransitGatewayPolicyTableAssociations TransitGatewayPolicyTableEntries
 TransitGatewayPrefixListReferences TransitGatewayRouteTableAssociations
 TransitGatewayRouteTablePropagations VerifiedAccessEndpointPolicy VerifiedAccessEndpointTargets
 VerifiedAccessGroupPolicy VpcResourcesBlockingEncryptionEnforcement
 VpnConnectionDeviceSampleConfiguration VpnConnectionDeviceTypes VpnTunnelReplacementStatus]
 import[ClientVpnClientCertificateRevocationList Image Instance KeyPair Snapshot Volume]
 list[ImagesInRecycleBin SnapshotsInRecycleBin VolumesInRecycleBin] lock[Snapshot]
 modify[AccountVpcEncryptionControl AddressAttribute ApplicationStatusCheck AvailabilityZoneGroup
 CapacityReservation CapacityReservationFleet ClientVpnEndpoint
 ClientVpnEndpointAuthorizationPolicy DefaultCreditSpecification EbsDefaultKmsKeyId Fleet
 FpgaImageAttribute Hosts IdFormat IdentityIdFormat ImageAttribute InstanceAttribute
 InstanceCapacityReservationAttributes InstanceConnectEndpoint InstanceCpuOptions
 InstanceCreditSpecification InstanceEventStartTime InstanceEventWindow InstanceMaintenanceOptions
 InstanceMetadataDefaults InstanceMetadataOptions InstanceNetworkPerformanceOptions
 InstancePlacement Ipam IpamPolicyAllocationRules IpamPool IpamPoolAllocation
 IpamPrefixListResolver IpamPrefixListResolverTarget IpamResourceCidr IpamResourceDiscovery
 IpamRoutingPolicyRegistration IpamScope LaunchTemplate LocalGatewayRoute ManagedPrefixList
 ManagedResourceVisibility MetricCategory NetworkInterfaceAttribute
 NetworkingFlexCostAllocationPolicy PrivateDnsNameOptions PublicIpDnsNameOptions ReservedInstances
 RouteServer SecurityGroupRules SnapshotAttribute SnapshotTier SpotFleetRequest SubnetAttribute
 TrafficMirrorFilterNetworkServices TrafficMirrorFilterRule TrafficMirrorSession TransitGateway
 TransitGatewayAttachmentNatConfiguration TransitGatewayMeteringPolicy
 TransitGatewayNetworkFunctionAttachment TransitGatewayPeeringAttachment
 TransitGatewayPolicyTableEntry TransitGatewayPrefixListReference TransitGatewayVpcAttachment
 VerifiedAccessEndpoint VerifiedAccessEndpointPolicy VerifiedAccessGroup VerifiedAccessGroupPolicy
 VerifiedAccessInstance VerifiedAccessInstanceLoggingConfiguration VerifiedAccessTrustProvider
 Volume VolumeAttribute VpcAttribute VpcBlockPublicAccessExclusion VpcBlockPublicAccessOptions
 VpcEncryptionControl VpcEndpoint VpcEndpointConnectionNotification VpcEndpointPayerResponsibility
 VpcEndpointServiceConfiguration VpcEndpointServicePayerResponsibility
 VpcEndpointServicePermissions VpcPeeringConnectionOptions VpcTenancy VpnConnection
 VpnConnectionOptions VpnTunnelCertificate VpnTunnelOptions] monitor[Instances] move[AddressToVpc
 ByoipCidrToIpam CapacityReservationInstances] provision[ByoipCidr IpamByoasn IpamPoolCidr
 PublicIpv4PoolCidr] purchase[CapacityBlock CapacityBlockExtension HostReservation
 ReservedInstancesOffering ScheduledInstances] reboot[Instances] register[Image
 InstanceEventNotificationAttributes TransitGatewayMulticastGroupMembers
 TransitGatewayMulticastGroupSources] reject[CapacityReservationBillingOwnership
 TransitGatewayClientVpnAttachment TransitGatewayMulticastDomainAssociations
 TransitGatewayPeeringAttachment TransitGatewayVpcAttachment VpcEndpointConnections
 VpcPeeringConnection] release[Address Hosts IpamPoolAllocation]
 replace[IamInstanceProfileAssociation ImageCriteriaInAllowedImagesSettings
 ImageInstanceTypeSpecification NetworkAclAssociation NetworkAclEntry Route RouteTableAssociation
 TransitGatewayRoute VpnTunnel] report[InstanceStatus] request[SpotFleet SpotInstances]
 reset[AddressAttribute EbsDefaultKmsKeyId FpgaImageAttribute ImageAttribute InstanceAttribute
 NetworkInterfaceAttribute SnapshotAttribute] restore[AddressToClassic ImageFromRecycleBin
 ManagedPrefixListVersion SnapshotFromRecycleBin SnapshotTier VolumeFromRecycleBin]
 revoke[ClientVpnIngress SecurityGroupEgress SecurityGroupIngress] run[Instances
 ScheduledInstances] search[LocalGatewayRoutes TransitGatewayMulticastGroups TransitGatewayRoutes]
 send[DiagnosticInterrupt] start[DeclarativePoliciesReport Instances
 NetworkInsightsAccessScopeAnalysis NetworkInsightsAnalysis
 VpcEndpointServicePrivateDnsVerification] stop[Instances] terminate[ClientVpnConnections
 Instances] unassign[Ipv6Addresses PrivateIpAddresses PrivateNatGatewayAddress] unlock[Snapshot]
 unmonitor[Instances] update[CapacityManagerMonitoredTagKeys CapacityManagerOrganizationsAccess
 InterruptibleCapacityReservationAllocation SecurityGroupRuleDescriptionsEgress
 SecurityGroupRuleDescriptionsIngress] validate[SecurityGroupQuotasForInterface]
 withdraw[ByoipCidr]
=ec2instanceconnect Ec2InstanceConnect ec2-instance-connect
 send[SSHPublicKey SerialConsoleSSHPublicKey]
=ecr Ecr ecr
 batch[CheckLayerAvailability DeleteImage GetImage GetRepositoryScanningConfiguration]
 complete[LayerUpload] create[PullThroughCacheRule Repository RepositoryCreationTemplate]
 delete[LifecyclePolicy PullThroughCacheRule RegistryPolicy Repository RepositoryCreationTemplate
 RepositoryPolicy SigningConfiguration] deregister[PullTimeUpdateExclusion]
 describe[ImageReplicationStatus ImageScanFindings ImageSigningStatus Images PullThroughCacheRules
 Registry ReplicationBackfillResults Repositories RepositoryCreationTemplates] get[AccountSetting
 AuthorizationToken DownloadUrlForLayer LifecyclePolicy LifecyclePolicyPreview RegistryPolicy
 RegistryScanningConfiguration RepositoryPolicy SigningConfiguration] initiate[LayerUpload]
 list[ImageReferrers Images PullTimeUpdateExclusions ReplicationBackfills TagsForResource]
 put[AccountSetting Image ImageScanningConfiguration ImageTagMutability LifecyclePolicy
 RegistryPolicy RegistryScanningConfiguration ReplicationConfiguration SigningConfiguration]
 register[PullTimeUpdateExclusion] set[RepositoryPolicy] start[ImageScan LifecyclePolicyPreview
 ReplicationBackfill] stop[ReplicationBackfill] tag[Resource] untag[Resource]
 update[ImageStorageClass PullThroughCacheRule RepositoryCreationTemplate] upload[LayerPart]
 validate[PullThroughCacheRule]
=ecrpublic EcrPublic ecr-public
 batch[CheckLayerAvailability DeleteImage] complete[LayerUpload] create[Repository]
 delete[Repository RepositoryPolicy] describe[ImageTags Images Registries Repositories]
 get[AuthorizationToken RegistryCatalogData RepositoryCatalogData RepositoryPolicy]
 initiate[LayerUpload] list[TagsForResource] put[Image RegistryCatalogData RepositoryCatalogData]
 set[RepositoryPolicy] tag[Resource] untag[Resource] upload[LayerPart]
=ecs Ecs ecs
 associate[GatewayWithCluster] continue[ServiceDeployment] create[CapacityProvider Cluster Daemon
 ExpressGatewayService Gateway Service TaskSet] delete[AccountSetting Attributes CapacityProvider
 Cluster Daemon DaemonTaskDefinition ExpressGatewayService Gateway Service TaskDefinitions TaskSet]
 deregister[ContainerInstance TaskDefinition] describe[CapacityProviders Clusters
 ContainerInstances Daemon DaemonDeployments DaemonRevisions DaemonTaskDefinition
 ExpressGatewayService Gateway GatewayResources GatewayRoute ServiceDeployments ServiceRevisions
 Services TaskDefinition TaskSets Tasks] disassociate[GatewayFromCluster] discover[PollEndpoint]
 execute[Command] get[TaskProtection] list[AccountSettings Attributes Clusters ContainerInstances
 DaemonDeployments DaemonTaskDefinitions Daemons GatewayClusterAssociations GatewayRoutes Gateways
 ServiceDeployments Services ServicesByNamespace TagsForResource TaskDefinitionFamilies
 TaskDefinitions Tasks] put[AccountSetting AccountSettingDefault Attributes
 ClusterCapacityProviders] register[ContainerInstance DaemonTaskDefinition TaskDefinition]
 run[Task] start[Task] stop[ServiceDeployment Task] submit[AttachmentStateChanges
 ContainerStateChange TaskStateChange] tag[Resource] untag[Resource] update[CapacityProvider
 Cluster ClusterSettings ContainerAgent ContainerInstancesState Daemon ExpressGatewayService
 Gateway Service ServicePrimaryTaskSet TaskProtection TaskSet]
=efs Efs efs
 create[AccessPoint FileSystem MountTarget ReplicationConfiguration Tags] delete[AccessPoint
 FileSystem FileSystemPolicy MountTarget ReplicationConfiguration Tags] describe[AccessPoints
 AccountPreferences BackupPolicy FileSystemPolicy FileSystems LifecycleConfiguration
 MountTargetSecurityGroups MountTargets ReplicationConfigurations Tags] list[TagsForResource]
 modify[MountTargetSecurityGroups] put[AccountPreferences BackupPolicy FileSystemPolicy
 LifecycleConfiguration] tag[Resource] untag[Resource] update[FileSystem FileSystemProtection]
=eks Eks eks
 activate[CertificateAuthority] associate[AccessPolicy EncryptionConfig IdentityProviderConfig]
 cancel[Update] create[AccessEntry Addon Capability CertificateAuthority Cluster
 EksAnywhereSubscription FargateProfile Nodegroup PodIdentityAssociation] delete[AccessEntry Addon
 Capability CertificateAuthority Cluster EksAnywhereSubscription FargateProfile Nodegroup
 PodIdentityAssociation] deregister[Cluster] describe[AccessEntry Addon AddonConfiguration
 AddonVersions Capability CertificateAuthority Cluster ClusterVersions EksAnywhereSubscription
 FargateProfile IdentityProviderConfig Insight InsightsRefresh Nodegroup PodIdentityAssociation
 Update] disassociate[AccessPolicy IdentityProviderConfig] list[AccessEntries AccessPolicies Addons
 AssociatedAccessPolicies Capabilities CertificateAuthorities Clusters EksAnywhereSubscriptions
 FargateProfiles IdentityProviderConfigs Insights Nodegroups PodIdentityAssociations
 TagsForResource Updates] register[Cluster] start[InsightsRefresh] tag[Resource] untag[Resource]
 update[AccessEntry Addon Capability ClusterConfig ClusterVersion EksAnywhereSubscription
 NodegroupConfig NodegroupVersion PodIdentityAssociation]
=eksauth EksAuth eks-auth
 assume[RoleForPodIdentity]
=elasticache ElastiCache elasticache
 add[TagsToResource] authorize[CacheSecurityGroupIngress] batch[ApplyUpdateAction StopUpdateAction]
 complete[Migration] copy[ServerlessCacheSnapshot Snapshot] create[CacheCluster CacheParameterGroup
 CacheSecurityGroup CacheSubnetGroup GlobalReplicationGroup ReplicationGroup ServerlessCache
 ServerlessCacheSnapshot Snapshot User UserGroup] decrease[NodeGroupsInGlobalReplicationGroup
 ReplicaCount] delete[CacheCluster CacheParameterGroup CacheSecurityGroup CacheSubnetGroup
 GlobalReplicationGroup ReplicationGroup ServerlessCache ServerlessCacheSnapshot Snapshot User
 UserGroup] describe[CacheClusters CacheEngineVersions CacheParameterGroups CacheParameters
 CacheSecurityGroups CacheSubnetGroups EngineDefaultParameters Events GlobalReplicationGroups
 ReplicationGroups ReservedCacheNodes ReservedCacheNodesOfferings ServerlessCacheSnapshots
 ServerlessCaches ServiceUpdates Snapshots UpdateActions UserGroups Users]
 disassociate[GlobalReplicationGroup] export[ServerlessCacheSnapshot]
 failover[GlobalReplicationGroup] increase[NodeGroupsInGlobalReplicationGroup ReplicaCount]
 list[AllowedNodeTypeModifications TagsForResource] modify[CacheCluster CacheParameterGroup
 CacheSubnetGroup GlobalReplicationGroup ReplicationGroup ReplicationGroupShardConfiguration
 ServerlessCache User UserGroup] prepare[Migration] purchase[ReservedCacheNodesOffering]
 rebalance[SlotsInGlobalReplicationGroup] reboot[CacheCluster] remove[TagsFromResource]
 reset[CacheParameterGroup] revoke[CacheSecurityGroupIngress] start[Migration] stop[Migration]
 test[Failover Migration]
=elasticbeanstalk ElasticBeanstalk elasticbeanstalk
 abort[EnvironmentUpdate] apply[EnvironmentManagedAction] associate[EnvironmentOperationsRole]
 check[DNSAvailability] compose[Environments] create[Application ApplicationVersion
 ConfigurationTemplate Environment PlatformVersion StorageLocation] delete[Application
 ApplicationVersion ConfigurationTemplate EnvironmentConfiguration PlatformVersion]
 describe[AccountAttributes ApplicationVersions Applications ConfigurationOptions
 ConfigurationSettings EnvironmentHealth EnvironmentManagedActionHistory EnvironmentManagedActions
 EnvironmentResources Environments Events InstancesHealth PlatformVersion]
 disassociate[EnvironmentOperationsRole] list[AvailableSolutionStacks PlatformBranches
 PlatformVersions TagsForResource] rebuild[Environment] request[EnvironmentInfo] restart[AppServer]
 retrieve[EnvironmentInfo] swap[EnvironmentCNAMEs] terminate[Environment] update[Application
 ApplicationResourceLifecycle ApplicationVersion ConfigurationTemplate Environment TagsForResource]
 validate[ConfigurationSettings]
=elasticloadbalancing ElasticLoadBalancing elb
 add[Tags] apply[SecurityGroupsToLoadBalancer] attach[LoadBalancerToSubnets] configure[HealthCheck]
 create[AppCookieStickinessPolicy LBCookieStickinessPolicy LoadBalancer LoadBalancerListeners
 LoadBalancerPolicy] delete[LoadBalancer LoadBalancerListeners LoadBalancerPolicy]
 deregister[InstancesFromLoadBalancer] describe[AccountLimits InstanceHealth LoadBalancerAttributes
 LoadBalancerPolicies LoadBalancerPolicyTypes LoadBalancers Tags] detach[LoadBalancerFromSubnets]
 disable[AvailabilityZonesForLoadBalancer] enable[AvailabilityZonesForLoadBalancer]
 modify[LoadBalancerAttributes] register[InstancesWithLoadBalancer] remove[Tags]
 set[LoadBalancerListenerSSLCertificate LoadBalancerPoliciesForBackendServer
 LoadBalancerPoliciesOfListener]
=elasticloadbalancingv2 ElasticLoadBalancingV2 elbv2
 add[ListenerCertificates Tags TrustStoreRevocations] create[Listener LoadBalancer Rule TargetGroup
 TrustStore] delete[Listener LoadBalancer Rule SharedTrustStoreAssociation TargetGroup TrustStore]
 deregister[Targets] describe[AccountLimits CapacityReservation ListenerAttributes
 ListenerCertificates Listeners LoadBalancerAttributes LoadBalancers Rules SSLPolicies Tags
 TargetGroupAttributes TargetGroups TargetHealth TrustStoreAssociations TrustStoreRevocations
 TrustStores] get[ResourcePolicy TrustStoreCaCertificatesBundle TrustStoreRevocationContent]
 modify[CapacityReservation IpPools Listener ListenerAttributes LoadBalancerAttributes Rule
 TargetGroup TargetGroupAttributes TrustStore] register[Targets] remove[ListenerCertificates Tags
 TrustStoreRevocations] set[IpAddressType RulePriorities SecurityGroups Subnets]
=elasticsearch Elasticsearch es
 accept[InboundCrossClusterSearchConnection] add[Tags] associate[Package]
 authorize[VpcEndpointAccess] cancel[DomainConfigChange ElasticsearchServiceSoftwareUpdate]
 create[ElasticsearchDomain OutboundCrossClusterSearchConnection Package VpcEndpoint]
 delete[ElasticsearchDomain ElasticsearchServiceRole InboundCrossClusterSearchConnection
 OutboundCrossClusterSearchConnection Package VpcEndpoint] describe[DomainAutoTunes
 DomainChangeProgress ElasticsearchDomain ElasticsearchDomainConfig ElasticsearchDomains
 ElasticsearchInstanceTypeLimits InboundCrossClusterSearchConnections
 OutboundCrossClusterSearchConnections Packages ReservedElasticsearchInstanceOfferings
 ReservedElasticsearchInstances VpcEndpoints] dissociate[Package]
 get[CompatibleElasticsearchVersions PackageVersionHistory UpgradeHistory UpgradeStatus]
 list[DomainNames DomainsForPackage ElasticsearchInstanceTypes ElasticsearchVersions
 PackagesForDomain Tags VpcEndpointAccess VpcEndpoints VpcEndpointsForDomain]
 purchase[ReservedElasticsearchInstanceOffering] reject[InboundCrossClusterSearchConnection]
 remove[Tags] revoke[VpcEndpointAccess] start[ElasticsearchServiceSoftwareUpdate] update[Clone
 ElasticsearchDomainConfig Package VpcEndpoint] upgrade[ElasticsearchDomain]
=elementalinference ElementalInference elementalinference
 associate[Feed] create[Dictionary Feed Function QuestionSet QuestionSetVersion ScheduleAction]
 delete[Dictionary Feed FeedPolicy Function QuestionSet QuestionSetVersion ScheduleAction]
 disassociate[Feed] export[DictionaryEntries] get[Dictionary Feed FeedPolicy Fixture Function
 QuestionSet] list[Dictionaries Feeds Functions QuestionSetVersions QuestionSets ScheduleActions
 TagsForResource] put[FeedPolicy] search[Fixtures] tag[Resource] untag[Resource] update[Dictionary
 Feed Function QuestionSet]
=emr Emr emr
 add[InstanceFleet InstanceGroups JobFlowSteps Tags] cancel[Steps] create[PersistentAppUI
 SecurityConfiguration Studio StudioSessionMapping] delete[SecurityConfiguration Studio
 StudioSessionMapping] describe[Cluster JobFlows NotebookExecution PersistentAppUI ReleaseLabel
 SecurityConfiguration Step Studio] get[AutoTerminationPolicy BlockPublicAccessConfiguration
 ClusterSessionCredentials ManagedScalingPolicy OnClusterAppUIPresignedURL
 PersistentAppUIPresignedURL Session SessionEndpoint StudioSessionMapping] list[BootstrapActions
 Clusters InstanceFleets InstanceGroups Instances NotebookExecutions ReleaseLabels
 SecurityConfigurations Sessions Steps StudioSessionMappings Studios SupportedInstanceTypes]
 modify[Cluster InstanceFleet InstanceGroups] put[AutoScalingPolicy AutoTerminationPolicy
 BlockPublicAccessConfiguration ManagedScalingPolicy] remove[AutoScalingPolicy
 AutoTerminationPolicy ManagedScalingPolicy Tags] run[JobFlow] set[KeepJobFlowAliveWhenNoSteps
 TerminationProtection UnhealthyNodeReplacement VisibleToAllUsers] start[NotebookExecution Session]
 stop[NotebookExecution] terminate[JobFlows Session] update[Studio StudioSessionMapping]
=emrcontainers EmrContainers emr-containers
 cancel[JobRun] create[JobTemplate ManagedEndpoint SecurityConfiguration VirtualCluster]
 delete[JobTemplate ManagedEndpoint SecurityConfiguration VirtualCluster] describe[JobRun
 JobTemplate ManagedEndpoint SecurityConfiguration VirtualCluster]
 get[ManagedEndpointSessionCredentials] list[JobRuns JobTemplates ManagedEndpoints
 SecurityConfigurations TagsForResource VirtualClusters] start[JobRun] tag[Resource]
 untag[Resource] update[VirtualCluster]
=emrserverless EmrServerless emr-serverless
 cancel[JobRun] create[Application] delete[Application] get[Application DashboardForJobRun JobRun
 ResourceDashboard Session SessionEndpoint] list[Applications JobRunAttempts JobRuns Sessions
 TagsForResource] start[Application JobRun Session] stop[Application] tag[Resource]
 terminate[Session] untag[Resource] update[Application]
=endusermessaging EndUserMessaging endusermessaging
 create[BrandProfile BrandProfileAttributes BrandProfileFromRegistration NotifyCodeConfiguration
 RegistrationsFromBrandProfile] delete[BrandProfile BrandProfileAttribute NotifyCodeConfiguration]
 get[BrandProfile BrandProfileAttribute Job NotifyCodeConfiguration] list[BrandProfileAttributes
 BrandProfiles Jobs NotifyCodeConfigurations RegistrationsFromBrandProfile TagsForResource]
 send[NotifyCodeVerification] tag[Resource] untag[Resource] update[BrandProfile
 BrandProfileAttribute BrandProfileFromRegistration NotifyCodeConfiguration
 RegistrationsFromBrandProfile] validate[NotifyCodeVerification]
=entityresolution EntityResolution entityresolution
 add[PolicyStatement] batch[DeleteUniqueId] create[IdMappingWorkflow IdNamespace MatchingWorkflow
 SchemaMapping] delete[IdMappingWorkflow IdNamespace MatchingWorkflow PolicyStatement
 SchemaMapping] generate[MatchId] get[IdMappingJob IdMappingWorkflow IdNamespace MatchId
 MatchingJob MatchingWorkflow Policy ProviderService SchemaMapping] list[IdMappingJobs
 IdMappingWorkflows IdNamespaces MatchingJobs MatchingWorkflows ProviderServices SchemaMappings
 TagsForResource] put[Policy] start[IdMappingJob MatchingJob] tag[Resource] untag[Resource]
 update[IdMappingWorkflow IdNamespace MatchingWorkflow SchemaMapping]
=eventbridge EventBridge events
 activate[EventSource] cancel[Replay] create[ApiDestination Archive Connection Endpoint EventBus
 PartnerEventSource] deactivate[EventSource] deauthorize[Connection] delete[ApiDestination Archive
 Connection Endpoint EventBus PartnerEventSource Rule] describe[ApiDestination Archive Connection
 Endpoint EventBus EventSource PartnerEventSource Replay Rule] disable[Rule] enable[Rule]
 list[ApiDestinations Archives Connections Endpoints EventBuses EventSources
 PartnerEventSourceAccounts PartnerEventSources Replays RuleNamesByTarget Rules TagsForResource
 TargetsByRule] put[Events PartnerEvents Permission Rule Targets] remove[Permission Targets]
 start[Replay] tag[Resource] test[EventPattern] untag[Resource] update[ApiDestination Archive
 Connection Endpoint EventBus]
=eventbridgev2 EventBridgeV2 eventbridgev2
 create[EventBus EventSource Subscriber] delete[EventBus EventSource ResourcePolicy Subscriber]
 describe[EventBus EventSource Subscriber] get[ResourcePolicy] list[EventBuses EventSources
 ResourcePolicies Subscribers TagsForResource] put[Events RawEvents ResourcePolicy]
 revoke[Resource] tag[Resource] untag[Resource] update[EventBus EventSource Subscriber]
=evs Evs evs
 associate[EipToVlan] create[Entitlement Environment EnvironmentConnector EnvironmentHost]
 delete[Entitlement Environment EnvironmentConnector EnvironmentHost] disassociate[EipFromVlan]
 get[AccountSettings DepotUrl Environment Versions] list[EnvironmentConnectors EnvironmentHosts
 EnvironmentVlans Environments TagsForResource VmEntitlements] put[AccountSettings] tag[Resource]
 untag[Resource] update[EnvironmentConnector]
=firehose Firehose firehose
 create[DeliveryStream] delete[DeliveryStream] describe[DeliveryStream] list[DeliveryStreams
 TagsForDeliveryStream] put[Record RecordBatch] start[DeliveryStreamEncryption]
 stop[DeliveryStreamEncryption] tag[DeliveryStream] untag[DeliveryStream] update[Destination]
=fis Fis fis
 create[ExperimentTemplate TargetAccountConfiguration] delete[ExperimentTemplate
 TargetAccountConfiguration] get[Action Experiment ExperimentTargetAccountConfiguration
 ExperimentTemplate SafetyLever TargetAccountConfiguration TargetResourceType] list[Actions
 ExperimentResolvedTargets ExperimentTargetAccountConfigurations ExperimentTemplates Experiments
 TagsForResource TargetAccountConfigurations TargetResourceTypes] start[Experiment]
 stop[Experiment] tag[Resource] untag[Resource] update[ExperimentTemplate SafetyLeverState
 TargetAccountConfiguration]
=fms Fms fms
 associate[AdminAccount ThirdPartyFirewall] batch[AssociateResource DisassociateResource]
 delete[AppsList NotificationChannel Policy ProtocolsList ResourceSet] disassociate[AdminAccount
 ThirdPartyFirewall] get[AdminAccount AdminScope AppsList ComplianceDetail NotificationChannel
 Policy ProtectionStatus ProtocolsList ResourceSet ThirdPartyFirewallAssociationStatus
 ViolationDetails] list[AdminAccountsForOrganization AdminsManagingAccount AppsLists
 ComplianceStatus DiscoveredResources MemberAccounts Policies ProtocolsLists ResourceSetResources
 ResourceSets TagsForResource ThirdPartyFirewallFirewallPolicies] put[AdminAccount AppsList
 NotificationChannel Policy ProtocolsList ResourceSet] tag[Resource] untag[Resource]
=forecast Forecast forecast
 create[AutoPredictor Dataset DatasetGroup DatasetImportJob Explainability ExplainabilityExport
 Forecast ForecastExportJob Monitor Predictor PredictorBacktestExportJob WhatIfAnalysis
 WhatIfForecast WhatIfForecastExport] delete[Dataset DatasetGroup DatasetImportJob Explainability
 ExplainabilityExport Forecast ForecastExportJob Monitor Predictor PredictorBacktestExportJob
 ResourceTree WhatIfAnalysis WhatIfForecast WhatIfForecastExport] describe[AutoPredictor Dataset
 DatasetGroup DatasetImportJob Explainability ExplainabilityExport Forecast ForecastExportJob
 Monitor Predictor PredictorBacktestExportJob WhatIfAnalysis WhatIfForecast WhatIfForecastExport]
 get[AccuracyMetrics] list[DatasetGroups DatasetImportJobs Datasets Explainabilities
 ExplainabilityExports ForecastExportJobs Forecasts MonitorEvaluations Monitors
 PredictorBacktestExportJobs Predictors TagsForResource WhatIfAnalyses WhatIfForecastExports
 WhatIfForecasts] resume[Resource] stop[Resource] tag[Resource] untag[Resource]
 update[DatasetGroup]
=forecastquery Forecastquery forecastquery
 query[Forecast WhatIfForecast]
=frauddetector FraudDetector frauddetector
 batch[CreateVariable GetVariable] cancel[BatchImportJob BatchPredictionJob] create[BatchImportJob
 BatchPredictionJob DetectorVersion List Model ModelVersion Rule Variable] delete[BatchImportJob
 BatchPredictionJob Detector DetectorVersion EntityType Event EventType EventsByEventType
 ExternalModel Label List Model ModelVersion Outcome Rule Variable] describe[Detector
 ModelVersions] get[BatchImportJobs BatchPredictionJobs DeleteEventsByEventTypeStatus
 DetectorVersion Detectors EntityTypes Event EventPrediction EventPredictionMetadata EventTypes
 ExternalModels KMSEncryptionKey Labels ListElements ListsMetadata ModelVersion Models Outcomes
 Rules Variables] list[EventPredictions TagsForResource] put[Detector EntityType EventType
 ExternalModel KMSEncryptionKey Label Outcome] send[Event] tag[Resource] untag[Resource]
 update[DetectorVersion DetectorVersionMetadata DetectorVersionStatus EventLabel List Model
 ModelVersion ModelVersionStatus RuleMetadata RuleVersion Variable]
=freetier FreeTier freetier
 get[AccountActivity AccountPlanState FreeTierUsage] list[AccountActivities] upgrade[AccountPlan]
=fsx FSx fsx
 associate[FileSystemAliases] cancel[DataRepositoryTask] copy[Backup SnapshotAndUpdateVolume]
 create[AndAttachS3AccessPoint Backup DataRepositoryAssociation DataRepositoryTask FileCache
 FileSystem FileSystemFromBackup Snapshot StorageVirtualMachine Volume VolumeFromBackup]
 delete[Backup DataRepositoryAssociation FileCache FileSystem Snapshot StorageVirtualMachine
 Volume] describe[Backups DataRepositoryAssociations DataRepositoryTasks FileCaches
 FileSystemAliases FileSystems S3AccessPointAttachments SharedVpcConfiguration Snapshots
 StorageVirtualMachines Volumes] detach[AndDeleteS3AccessPoint] disassociate[FileSystemAliases]
 list[TagsForResource] release[FileSystemNfsV3Locks] restore[VolumeFromSnapshot]
 start[MisconfiguredStateRecovery] tag[Resource] untag[Resource] update[DataRepositoryAssociation
 FileCache FileSystem SharedVpcConfiguration Snapshot StorageVirtualMachine Volume]
=gamelift GameLift gamelift
 accept[Match] claim[GameServer] create[Alias Build ContainerFleet ContainerGroupDefinition Fleet
 FleetLocations GameServerGroup GameSession GameSessionQueue Location MatchmakingConfiguration
 MatchmakingRuleSet PlayerSession PlayerSessions Script VpcPeeringAuthorization
 VpcPeeringConnection] delete[Alias Build ContainerFleet ContainerGroupDefinition Fleet
 FleetLocations GameServerGroup GameSessionQueue Location MatchmakingConfiguration
 MatchmakingRuleSet ScalingPolicy Script VpcPeeringAuthorization VpcPeeringConnection]
 deregister[Compute GameServer] describe[Alias Build Compute ContainerFleet
 ContainerGroupDefinition ContainerGroupPortMappings EC2InstanceLimits FleetAttributes
 FleetCapacity FleetDeployment FleetEvents FleetLocationAttributes FleetLocationCapacity
 FleetLocationUtilization FleetPortSettings FleetUtilization GameServer GameServerGroup
 GameServerInstances GameSessionDetails GameSessionPlacement GameSessionQueues GameSessions
 Instances Matchmaking MatchmakingConfigurations MatchmakingRuleSets PlayerSessions
 RuntimeConfiguration ScalingPolicies Script VpcPeeringAuthorizations VpcPeeringConnections]
 get[ComputeAccess ComputeAuthToken GameSessionLogUrl InstanceAccess PlayerConnectionDetails]
 list[Aliases Builds Compute ContainerFleets ContainerGroupDefinitionVersions
 ContainerGroupDefinitions FleetDeployments Fleets GameServerGroups GameServers Locations Scripts
 TagsForResource] put[ScalingPolicy] register[Compute GameServer] request[UploadCredentials]
 resolve[Alias] resume[GameServerGroup] search[GameSessions] start[FleetActions
 GameSessionPlacement MatchBackfill Matchmaking] stop[FleetActions GameSessionPlacement
 Matchmaking] suspend[GameServerGroup] tag[Resource] terminate[GameSession] untag[Resource]
 update[Alias Build ContainerFleet ContainerGroupDefinition FleetAttributes FleetCapacity
 FleetPortSettings GameServer GameServerGroup GameSession GameSessionQueue MatchmakingConfiguration
 RuntimeConfiguration Script] validate[MatchmakingRuleSet]
=gameliftstreams GameLiftStreams gameliftstreams
 add[StreamGroupLocations] associate[Applications] create[Application StreamGroup
 StreamSessionAdminShell StreamSessionConnection StreamUrl] delete[Application StreamGroup]
 disassociate[Applications] export[StreamSessionFiles] get[Application StreamGroup StreamSession
 StreamUrl] list[ApplicationShaderCaches Applications StreamGroups StreamSessions
 StreamSessionsByAccount StreamUrls TagsForResource] remove[StreamGroupLocations] revoke[StreamUrl]
 start[StreamSession] tag[Resource] terminate[StreamSession] untag[Resource] update[Application
 StreamGroup]
=geomaps GeoMaps geo-maps
 get[Glyphs Sprites StaticMap StyleDescriptor Tile]
=geoplaces GeoPlaces geo-places
 autocomplete geocode get[Place] reverse[Geocode] search[Nearby Text] suggest
=georoutes GeoRoutes geo-routes
 calculate[Isolines RouteMatrix Routes] optimize[Waypoints] snap[ToRoads]
=glacier Glacier glacier
 abort[MultipartUpload VaultLock] add[TagsToVault] complete[MultipartUpload VaultLock]
 create[Vault] delete[Archive Vault VaultAccessPolicy VaultNotifications] describe[Job Vault]
 get[DataRetrievalPolicy JobOutput VaultAccessPolicy VaultLock VaultNotifications] initiate[Job
 MultipartUpload VaultLock] list[Jobs MultipartUploads Parts ProvisionedCapacity TagsForVault
 Vaults] purchase[ProvisionedCapacity] remove[TagsFromVault] set[DataRetrievalPolicy
 VaultAccessPolicy VaultNotifications] upload[Archive MultipartPart]
=globalaccelerator GlobalAccelerator globalaccelerator
 add[CustomRoutingEndpoints Endpoints] advertise[ByoipCidr] allow[CustomRoutingTraffic]
 create[Accelerator CrossAccountAttachment CustomRoutingAccelerator CustomRoutingEndpointGroup
 CustomRoutingListener EndpointGroup Listener] delete[Accelerator CrossAccountAttachment
 CustomRoutingAccelerator CustomRoutingEndpointGroup CustomRoutingListener EndpointGroup Listener]
 deny[CustomRoutingTraffic] deprovision[ByoipCidr] describe[Accelerator AcceleratorAttributes
 CrossAccountAttachment CustomRoutingAccelerator CustomRoutingAcceleratorAttributes
 CustomRoutingEndpointGroup CustomRoutingListener EndpointGroup Listener] list[Accelerators
 ByoipCidrs CrossAccountAttachments CrossAccountResourceAccounts CrossAccountResources
 CustomRoutingAccelerators CustomRoutingEndpointGroups CustomRoutingListeners
 CustomRoutingPortMappings CustomRoutingPortMappingsByDestination EndpointGroups Listeners
 TagsForResource] provision[ByoipCidr] remove[CustomRoutingEndpoints Endpoints] tag[Resource]
 untag[Resource] update[Accelerator AcceleratorAttributes CrossAccountAttachment
 CustomRoutingAccelerator CustomRoutingAcceleratorAttributes CustomRoutingListener EndpointGroup
 Listener] withdraw[ByoipCidr]
=glue Glue glue
 associate[GlossaryTerms] batch[CreatePartition DeleteConnection DeletePartition DeleteTable
 DeleteTableVersion GetBlueprints GetCrawlers GetCustomEntityTypes GetDataQualityResult
 GetDataQualityResultV2 GetDataQualityRulesetEvaluationRun GetDevEndpoints GetIterableForms GetJobs
 GetPartition GetTableOptimizer GetTriggers GetWorkflows PutDataQualityStatisticAnnotation
 StopJobRun UpdatePartition] cancel[DataQualityRuleRecommendationRun
 DataQualityRulesetEvaluationRun MLTaskRun Statement] check[SchemaVersionValidity] create[Blueprint
 Catalog Classifier ColumnStatisticsTaskSettings Connection Crawler CustomEntityType
 DataQualityEvaluationConfig DataQualityRuleset Database DevEndpoint Glossary GlossaryTerm
 GlueIdentityCenterConfiguration Integration IntegrationResourceProperty IntegrationTableProperties
 Job MLTransform Partition PartitionIndex Registry Schema Script SecurityConfiguration Session
 Table TableOptimizer Trigger UsageProfile UserDefinedFunction Workflow] delete[Asset AssetType
 Attachment Blueprint Catalog Classifier ColumnStatisticsForPartition ColumnStatisticsForTable
 ColumnStatisticsTaskSettings Connection ConnectionType Crawler CustomEntityType
 DataQualityEvaluationConfig DataQualityRuleset Database DevEndpoint FormType Glossary GlossaryTerm
 GlueIdentityCenterConfiguration Integration IntegrationResourceProperty IntegrationTableProperties
 Job MLTransform Partition PartitionIndex Registry ResourcePolicy Schema SchemaVersions
 SecurityConfiguration Session Table TableOptimizer TableVersion Trigger UsageProfile
 UserDefinedFunction Workflow] describe[ConnectionType Entity InboundIntegrations Integrations]
 disassociate[GlossaryTerms] get[Asset AssetType Blueprint BlueprintRun BlueprintRuns Catalog
 CatalogImportStatus Catalogs Classifier Classifiers ColumnStatisticsForPartition
 ColumnStatisticsForTable ColumnStatisticsTaskRun ColumnStatisticsTaskRuns
 ColumnStatisticsTaskSettings Connection Connections Crawler CrawlerMetrics Crawlers
 CustomEntityType DashboardUrl DataCatalogEncryptionSettings DataCatalogExportConfiguration
 DataQualityEvaluationConfig DataQualityModel DataQualityModelResult DataQualityResult
 DataQualityResultV2 DataQualityRuleRecommendationRun DataQualityRuleset
 DataQualityRulesetEvaluationRun Database Databases DataflowGraph DevEndpoint DevEndpoints
 EntityRecords FormType Glossary GlossaryTerm GlueIdentityCenterConfiguration
 IntegrationResourceProperty IntegrationTableProperties Job JobBookmark JobRun JobRuns
 JobUpgradeAnalysis Jobs MLTaskRun MLTaskRuns MLTransform MLTransforms Mapping
 MaterializedViewRefreshTaskRun Partition PartitionIndexes Partitions Plan Registry
 ResourcePolicies ResourcePolicy Schema SchemaByDefinition SchemaVersion SchemaVersionsDiff
 SecurityConfiguration SecurityConfigurations Session SessionEndpoint Statement SystemLogsForJobRun
 SystemLogsForSession Table TableOptimizer TableVersion TableVersions Tables Tags Trigger Triggers
 UnfilteredPartitionMetadata UnfilteredPartitionsMetadata UnfilteredTableMetadata UsageProfile
 UserDefinedFunction UserDefinedFunctions Workflow WorkflowRun WorkflowRunProperties WorkflowRuns]
 import[CatalogToGlue] list[AssetTypes Blueprints ColumnStatisticsTaskRuns ConnectionTypes Crawlers
 Crawls CustomEntityTypes DataQualityEvaluationConfigs DataQualityResults DataQualityResultsV2
 DataQualityRuleRecommendationRuns DataQualityRulesetEvaluationRuns DataQualityRulesets
 DataQualityStatisticAnnotations DataQualityStatistics DevEndpoints Entities FormTypes Glossaries
 GlossaryTerms IntegrationResourceProperties IntegrationTableProperties IterableForms Jobs
 MLTransforms MaterializedViewRefreshTaskRuns Registries SchemaVersions Schemas Sessions Statements
 TableOptimizerRuns Triggers UsageProfiles Workflows] modify[Integration]
 publish[DataQualityResultV2] put[Asset AssetType Attachment DataCatalogEncryptionSettings
 DataCatalogExportConfiguration DataQualityProfileAnnotation FormType ResourcePolicy
 SchemaVersionMetadata WorkflowRunProperties] query[SchemaVersionMetadata] register[ConnectionType
 SchemaVersion] remove[SchemaVersionMetadata] reset[JobBookmark] resume[WorkflowRun] run[Statement]
 search[Assets Tables] start[BlueprintRun ColumnStatisticsTaskRun ColumnStatisticsTaskRunSchedule
 Crawler CrawlerSchedule DataQualityRuleRecommendationRun DataQualityRulesetEvaluationRun
 ExportLabelsTaskRun ImportLabelsTaskRun JobRun JobUpgradeAnalysis MLEvaluationTaskRun
 MLLabelingSetGenerationTaskRun MaterializedViewRefreshTaskRun Trigger WorkflowRun]
 stop[ColumnStatisticsTaskRun ColumnStatisticsTaskRunSchedule Crawler CrawlerSchedule
 JobUpgradeAnalysis MaterializedViewRefreshTaskRun Session Trigger WorkflowRun] tag[Resource]
 test[Connection] untag[Resource] update[Asset Blueprint Catalog Classifier
 ColumnStatisticsForPartition ColumnStatisticsForTable ColumnStatisticsTaskSettings Connection
 Crawler CrawlerSchedule DataQualityEvaluationConfig DataQualityRuleset Database DevEndpoint
 Glossary GlossaryTerm GlueIdentityCenterConfiguration IntegrationResourceProperty
 IntegrationTableProperties Job JobFromSourceControl MLTransform Partition Registry Schema
 SourceControlFromJob Table TableOptimizer Trigger UsageProfile UserDefinedFunction Workflow]
=grafana Grafana grafana
 associate[License] create[Workspace WorkspaceApiKey WorkspaceServiceAccount
 WorkspaceServiceAccountToken] delete[Workspace WorkspaceApiKey WorkspaceServiceAccount
 WorkspaceServiceAccountToken] describe[Workspace WorkspaceAuthentication WorkspaceConfiguration]
 disassociate[License] list[Permissions TagsForResource Versions WorkspaceServiceAccountTokens
 WorkspaceServiceAccounts Workspaces] tag[Resource] untag[Resource] update[Permissions Workspace
 WorkspaceAuthentication WorkspaceConfiguration]
=greengrass Greengrass greengrass
 associate[RoleToGroup ServiceRoleToAccount] create[ConnectorDefinition ConnectorDefinitionVersion
 CoreDefinition CoreDefinitionVersion Deployment DeviceDefinition DeviceDefinitionVersion
 FunctionDefinition FunctionDefinitionVersion Group GroupCertificateAuthority GroupVersion
 LoggerDefinition LoggerDefinitionVersion ResourceDefinition ResourceDefinitionVersion
 SoftwareUpdateJob SubscriptionDefinition SubscriptionDefinitionVersion] delete[ConnectorDefinition
 CoreDefinition DeviceDefinition FunctionDefinition Group LoggerDefinition ResourceDefinition
 SubscriptionDefinition] disassociate[RoleFromGroup ServiceRoleFromAccount] get[AssociatedRole
 BulkDeploymentStatus ConnectivityInfo ConnectorDefinition ConnectorDefinitionVersion
 CoreDefinition CoreDefinitionVersion DeploymentStatus DeviceDefinition DeviceDefinitionVersion
 FunctionDefinition FunctionDefinitionVersion Group GroupCertificateAuthority
 GroupCertificateConfiguration GroupVersion LoggerDefinition LoggerDefinitionVersion
 ResourceDefinition ResourceDefinitionVersion ServiceRoleForAccount SubscriptionDefinition
 SubscriptionDefinitionVersion ThingRuntimeConfiguration] list[BulkDeploymentDetailedReports
 BulkDeployments ConnectorDefinitionVersions ConnectorDefinitions CoreDefinitionVersions
 CoreDefinitions Deployments DeviceDefinitionVersions DeviceDefinitions FunctionDefinitionVersions
 FunctionDefinitions GroupCertificateAuthorities GroupVersions Groups LoggerDefinitionVersions
 LoggerDefinitions ResourceDefinitionVersions ResourceDefinitions SubscriptionDefinitionVersions
 SubscriptionDefinitions TagsForResource] reset[Deployments] start[BulkDeployment]
 stop[BulkDeployment] tag[Resource] untag[Resource] update[ConnectivityInfo ConnectorDefinition
 CoreDefinition DeviceDefinition FunctionDefinition Group GroupCertificateConfiguration
 LoggerDefinition ResourceDefinition SubscriptionDefinition ThingRuntimeConfiguration]
=greengrassv2 GreengrassV2 greengrassv2
 associate[ServiceRoleToAccount] batch[AssociateClientDeviceWithCoreDevice
 DisassociateClientDeviceFromCoreDevice] cancel[Deployment] create[ComponentVersion Deployment]
 delete[Component CoreDevice Deployment] describe[Component] disassociate[ServiceRoleFromAccount]
 get[Component ComponentVersionArtifact ConnectivityInfo CoreDevice Deployment
 ServiceRoleForAccount] list[ClientDevicesAssociatedWithCoreDevice ComponentVersions Components
 CoreDevices Deployments EffectiveDeployments InstalledComponents TagsForResource]
 resolve[ComponentCandidates] tag[Resource] untag[Resource] update[ConnectivityInfo]
=groundstation GroundStation groundstation
 cancel[Contact] create[Config DataflowEndpointGroup DataflowEndpointGroupV2 Ephemeris
 MissionProfile] delete[Config DataflowEndpointGroup Ephemeris MissionProfile] describe[Contact
 ContactVersion Ephemeris] get[AgentConfiguration AgentTaskResponseUrl Config DataflowEndpointGroup
 MinuteUsage MissionProfile Satellite] list[Antennas Configs ContactVersions Contacts
 DataflowEndpointGroups Ephemerides GroundStationReservations GroundStations MissionProfiles
 Satellites TagsForResource] register[Agent] reserve[Contact] tag[Resource] untag[Resource]
 update[AgentStatus Config Contact Ephemeris MissionProfile]
=guardduty GuardDuty guardduty
 accept[AdministratorInvitation Invitation] archive[Findings] create[CustomDetectionRuleAssociation
 CustomDetectionRuleOrgConfiguration Detector Filter IPSet Investigation MalwareProtectionPlan
 Members PublishingDestination SampleFindings ThreatEntitySet ThreatIntelSet TrustedEntitySet]
 decline[Invitations] delete[CustomDetectionRuleAssociation CustomDetectionRuleOrgConfiguration
 Detector Filter IPSet Invitations MalwareProtectionPlan Members PublishingDestination
 ThreatEntitySet ThreatIntelSet TrustedEntitySet] describe[MalwareScans OrganizationConfiguration
 PublishingDestination] disable[OrganizationAdminAccount] disassociate[FromAdministratorAccount
 FromMasterAccount Members] enable[OrganizationAdminAccount] get[AdministratorAccount
 CoverageStatistics CustomDetectionRule CustomDetectionRuleAssociation
 CustomDetectionRuleOrgConfiguration Detector Filter Findings FindingsStatistics IPSet
 Investigation InvitationsCount MalwareProtectionPlan MalwareScan MalwareScanSettings MasterAccount
 MemberDetectors Members OrganizationStatistics RemainingFreeTrialDays ThreatEntitySet
 ThreatIntelSet TrustedEntitySet UsageStatistics] invite[Members] list[Coverage
 CustomDetectionRuleAssociations CustomDetectionRuleOrgConfigurations CustomDetectionRules
 Detectors Filters Findings IPSets InvestigationRecords Investigations Invitations
 MalwareProtectionPlans MalwareScans Members OrganizationAdminAccounts PublishingDestinations
 TagsForResource ThreatEntitySets ThreatIntelSets TrustedEntitySets] send[ObjectMalwareScan]
 start[MalwareScan MonitoringMembers] stop[MonitoringMembers] tag[Resource] unarchive[Findings]
 untag[Resource] update[CustomDetectionRuleAssociation CustomDetectionRuleOrgConfiguration Detector
 Filter FindingsFeedback IPSet MalwareProtectionPlan MalwareScanSettings MemberDetectors
 OrganizationConfiguration PublishingDestination ThreatEntitySet ThreatIntelSet TrustedEntitySet]
=health Health health
 configure[Tags TagsForOrganization] describe[AffectedAccountsForOrganization AffectedEntities
 AffectedEntitiesForOrganization EntityAggregates EntityAggregatesForOrganization EventAggregates
 EventDetails EventDetailsForOrganization EventTypes Events EventsForOrganization
 HealthServiceStatusForOrganization ServiceLifecycle TagKeys TagKeysForOrganization Tags
 TagsForOrganization TagsOnboardingStatus TagsOnboardingStatusForOrganization]
 disable[HealthServiceAccessForOrganization Tags TagsForOrganization]
 enable[HealthServiceAccessForOrganization Tags TagsForOrganization]
=healthlake HealthLake healthlake
 create[DataTransformationProfile FHIRDatastore] delete[DataTransformationProfile FHIRDatastore]
 describe[DataTransformationJob FHIRDatastore FHIRExportJob FHIRImportJob]
 get[DataTransformationProfile] list[DataTransformationJobs DataTransformationProfileVersions
 DataTransformationProfiles FHIRDatastores FHIRExportJobs FHIRImportJobs TagsForResource]
 publish[DataTransformationProfile] restore[FHIRDatastore] start[DataTransformationJob
 FHIRExportJob FHIRImportJob] tag[Resource] untag[Resource] update[DataTransformationProfile
 FHIRDatastore ProfileWithAgent!]
=iam Iam iam
 accept[DelegationRequest] acquire[Role] add[ClientIDToOpenIDConnectProvider RoleToInstanceProfile
 UserToGroup] associate[DelegationRequest] attach[GroupPolicy RolePolicy UserPolicy]
 change[Password] create[AccessKey AccountAlias DelegationRequest Group InstanceProfile
 LoginProfile OpenIDConnectProvider Policy PolicyVersion Role SAMLProvider ServiceLinkedRole
 ServiceSpecificCredential User VirtualMFADevice] deactivate[MFADevice] delete[AccessKey
 AccountAlias AccountPasswordPolicy Group GroupPolicy InstanceProfile LoginProfile
 OpenIDConnectProvider Policy PolicyVersion Role RolePermissionsBoundary RolePolicy SAMLProvider
 SSHPublicKey ServerCertificate ServiceLinkedRole ServiceSpecificCredential SigningCertificate User
 UserPermissionsBoundary UserPolicy VirtualMFADevice] detach[GroupPolicy RolePolicy UserPolicy]
 disable[OrganizationsRootCredentialsManagement OrganizationsRootSessions
 OutboundWebIdentityFederation] enable[MFADevice OrganizationsRootCredentialsManagement
 OrganizationsRootSessions OutboundWebIdentityFederation] generate[CredentialReport
 OrganizationsAccessReport ServiceLastAccessedDetails] get[AccessKeyLastUsed
 AccountAuthorizationDetails AccountPasswordPolicy AccountProperties AccountSummary
 ContextKeysForCustomPolicy ContextKeysForPrincipalPolicy CredentialReport DelegationRequest Group
 GroupPolicy HumanReadableSummary InstanceProfile LoginProfile MFADevice OpenIDConnectProvider
 OrganizationsAccessReport OutboundWebIdentityFederationInfo Policy PolicyVersion Role RolePolicy
 RoleTemplateVersion SAMLProvider SSHPublicKey ServerCertificate ServiceLastAccessedDetails
 ServiceLastAccessedDetailsWithEntities ServiceLinkedRoleDeletionStatus User UserPolicy]
 list[AccessKeys AccountAliases AttachedGroupPolicies AttachedRolePolicies AttachedUserPolicies
 DelegationRequests EntitiesForPolicy GroupPolicies Groups GroupsForUser InstanceProfileTags
 InstanceProfiles InstanceProfilesForRole MFADeviceTags MFADevices OpenIDConnectProviderTags
 OpenIDConnectProviders OrganizationsFeatures Policies PoliciesGrantingServiceAccess PolicyTags
 PolicyVersions RolePolicies RoleTags Roles SAMLProviderTags SAMLProviders SSHPublicKeys
 ServerCertificateTags ServerCertificates ServiceSpecificCredentials SigningCertificates
 UserPolicies UserTags Users VirtualMFADevices] put[AccountProperties GroupPolicy
 RolePermissionsBoundary RolePolicy UserPermissionsBoundary UserPolicy] reject[DelegationRequest]
 remove[ClientIDFromOpenIDConnectProvider RoleFromInstanceProfile UserFromGroup]
 reset[ServiceSpecificCredential] resync[MFADevice] send[DelegationToken] set[DefaultPolicyVersion
 SecurityTokenServicePreferences] simulate[CustomPolicy PrincipalPolicy] tag[InstanceProfile
 MFADevice OpenIDConnectProvider Policy Role SAMLProvider ServerCertificate User]
 untag[InstanceProfile MFADevice OpenIDConnectProvider Policy Role SAMLProvider ServerCertificate
 User] update[AccessKey AccountPasswordPolicy AssumeRolePolicy DelegationRequest Group LoginProfile
 OpenIDConnectProviderThumbprint Role RoleDescription SAMLProvider SSHPublicKey ServerCertificate
 ServiceSpecificCredential SigningCertificate User] upload[SSHPublicKey ServerCertificate
 SigningCertificate]
=iamtoolbox IamToolbox iam-toolbox
 get[RequestAuthorizationDetails RequestAuthorizationPolicy]
=identitystore Identitystore identitystore
 create[Group GroupMembership User] delete[Group GroupMembership User] describe[Group
 GroupMembership IdentityStore User] get[GroupId GroupMembershipId UserId] is[MemberInGroups]
 list[GroupMemberships GroupMembershipsForMember Groups IdentityStores Users] update[Group
 IdentityStore User]
=imagebuilder Imagebuilder imagebuilder
 cancel[ImageCreation LifecycleExecution] create[Component ContainerRecipe
 DistributionConfiguration Image ImagePipeline ImageRecipe InfrastructureConfiguration
 LifecyclePolicy Workflow] delete[Component ContainerRecipe DistributionConfiguration Image
 ImagePipeline ImageRecipe InfrastructureConfiguration LifecyclePolicy Workflow] distribute[Image]
 get[Component ComponentPolicy ContainerRecipe ContainerRecipePolicy DistributionConfiguration
 Image ImagePipeline ImagePolicy ImageRecipe ImageRecipePolicy InfrastructureConfiguration
 LifecycleExecution LifecyclePolicy MarketplaceResource Workflow WorkflowExecution
 WorkflowStepExecution] import[Component DiskImage VmImage] list[ComponentBuildVersions Components
 ContainerRecipes DistributionConfigurations ImageBuildVersions ImagePackages ImagePipelineImages
 ImagePipelines ImageRecipes ImageScanFindingAggregations ImageScanFindings Images
 InfrastructureConfigurations LifecycleExecutionResources LifecycleExecutions LifecyclePolicies
 TagsForResource WaitingWorkflowSteps WorkflowBuildVersions WorkflowExecutions
 WorkflowStepExecutions Workflows] put[ComponentPolicy ContainerRecipePolicy ImagePolicy
 ImageRecipePolicy] retry[Image] send[WorkflowStepAction] start[ImagePipelineExecution
 ResourceStateUpdate] tag[Resource] untag[Resource] update[DistributionConfiguration ImagePipeline
 InfrastructureConfiguration LifecyclePolicy]
=importexport ImportExport importexport
 cancel[Job] create[Job] get[ShippingLabel Status] list[Jobs] update[Job]
=inspector Inspector inspector
 add[AttributesToFindings] create[AssessmentTarget AssessmentTemplate ExclusionsPreview
 ResourceGroup] delete[AssessmentRun AssessmentTarget AssessmentTemplate] describe[AssessmentRuns
 AssessmentTargets AssessmentTemplates CrossAccountAccessRole Exclusions Findings ResourceGroups
 RulesPackages] get[AssessmentReport ExclusionsPreview TelemetryMetadata] list[AssessmentRunAgents
 AssessmentRuns AssessmentTargets AssessmentTemplates EventSubscriptions Exclusions Findings
 RulesPackages TagsForResource] preview[Agents] register[CrossAccountAccessRole]
 remove[AttributesFromFindings] set[TagsForResource] start[AssessmentRun] stop[AssessmentRun]
 subscribe[ToEvent] unsubscribe[FromEvent] update[AssessmentTarget]
=inspector2 Inspector2 inspector2
 associate[Member] batch[AssociateCodeSecurityScanConfiguration
 DisassociateCodeSecurityScanConfiguration GetAccountStatus GetCodeSnippet GetFindingDetails
 GetFreeTrialInfo GetMemberEc2DeepInspectionStatus UpdateMemberEc2DeepInspectionStatus]
 cancel[FindingsReport SbomExport] create[CisScanConfiguration CodeSecurityIntegration
 CodeSecurityScanConfiguration Connector Filter FindingsReport SbomExport]
 delete[CisScanConfiguration CodeSecurityIntegration CodeSecurityScanConfiguration Connector
 Filter] describe[OrganizationConfiguration] disable disable[DelegatedAdminAccount]
 disassociate[Member] enable enable[DelegatedAdminAccount] get[CisScanReport CisScanResultDetails
 ClustersForImage CodeSecurityIntegration CodeSecurityScan CodeSecurityScanConfiguration
 Configuration DelegatedAdminAccount Ec2DeepInspectionConfiguration EncryptionKey
 FindingsReportStatus Member OnDemandScanStatus SbomExport] list[AccountPermissions
 CisScanConfigurations CisScanResultsAggregatedByChecks CisScanResultsAggregatedByTargetResource
 CisScans CodeSecurityIntegrations CodeSecurityScanConfigurationAssociations
 CodeSecurityScanConfigurations ConnectorScanConfigurations Connectors Coverage CoverageStatistics
 DelegatedAdminAccounts Filters FindingAggregations Findings Members OnDemandScans TagsForResource
 UsageTotals] reset[EncryptionKey] search[Vulnerabilities] send[CisSessionHealth
 CisSessionTelemetry] start[CisSession CodeSecurityScan OnDemandScan] stop[CisSession]
 tag[Resource] untag[Resource] update[CisScanConfiguration CodeSecurityIntegration
 CodeSecurityScanConfiguration Configuration Connector ConnectorScanConfiguration
 Ec2DeepInspectionConfiguration EncryptionKey Filter OrgEc2DeepInspectionConfiguration
 OrganizationConfiguration]
=inspectorscan InspectorScan inspector-scan
 scan[Sbom]
=interconnect Interconnect interconnect
 accept[ConnectionProposal] create[Connection] delete[Connection] describe[ConnectionProposal]
 get[Connection Environment] list[AttachPoints Connections Environments TagsForResource]
 tag[Resource] untag[Resource] update[Connection]
=internetmonitor InternetMonitor internetmonitor
 create[Monitor] delete[Monitor] get[HealthEvent InternetEvent Monitor QueryResults QueryStatus]
 list[HealthEvents InternetEvents Monitors TagsForResource] start[Query] stop[Query] tag[Resource]
 untag[Resource] update[Monitor]
=invoicing Invoicing invoicing
 batch[GetInvoiceProfile] create[InvoiceUnit ProcurementPortalPreference] delete[InvoiceUnit
 ProcurementPortalPreference] get[InvoicePDF InvoiceUnit ProcurementPortalPreference]
 list[InvoiceSummaries InvoiceUnits ProcurementPortalPreferences ProcurementPortalSuppliers
 ProcurementPortals TagsForResource] put[ProcurementPortalPreference]
 send[ProcurementPortalValidation] tag[Resource] untag[Resource] update[InvoiceUnit
 ProcurementPortalPreferenceStatus] verify[ProcurementPortalValidation]
=iot Iot iot
 accept[CertificateTransfer] add[ThingToBillingGroup ThingToThingGroup]
 associate[SbomWithPackageVersion TargetsWithJob] attach[Policy PrincipalPolicy SecurityProfile
 ThingPrincipal] cancel[AuditMitigationActionsTask AuditTask CertificateTransfer
 DetectMitigationActionsTask Job JobExecution] clear[DefaultAuthorizer]
 confirm[TopicRuleDestination] create[AuditSuppression Authorizer BillingGroup CertificateFromCsr
 CertificateProvider Command CustomMetric Dimension DomainConfiguration DynamicThingGroup
 FleetMetric Job JobTemplate KeysAndCertificate MitigationAction OTAUpdate Package PackageVersion
 Policy PolicyVersion ProvisioningClaim ProvisioningTemplate ProvisioningTemplateVersion RoleAlias
 ScheduledAudit SecurityProfile Stream Thing ThingGroup ThingType TopicRule TopicRuleDestination]
 delete[AccountAuditConfiguration AuditSuppression Authorizer BillingGroup CACertificate
 Certificate CertificateProvider Command CommandExecution CustomMetric Dimension
 DomainConfiguration DynamicThingGroup FleetMetric Job JobExecution JobTemplate MitigationAction
 OTAUpdate Package PackageVersion Policy PolicyVersion ProvisioningTemplate
 ProvisioningTemplateVersion RegistrationCode RoleAlias ScheduledAudit SecurityProfile Stream Thing
 ThingGroup ThingType TopicRule TopicRuleDestination V2LoggingLevel] deprecate[ThingType]
 describe[AccountAuditConfiguration AuditFinding AuditMitigationActionsTask AuditSuppression
 AuditTask Authorizer BillingGroup CACertificate Certificate CertificateProvider CustomMetric
 DefaultAuthorizer DetectMitigationActionsTask Dimension DomainConfiguration
 EncryptionConfiguration Endpoint EventConfigurations FleetMetric Index Job JobExecution
 JobTemplate ManagedJobTemplate MitigationAction ProvisioningTemplate ProvisioningTemplateVersion
 RoleAlias ScheduledAudit SecurityProfile Stream Thing ThingGroup ThingRegistrationTask ThingType]
 detach[Policy PrincipalPolicy SecurityProfile ThingPrincipal] disable[TopicRule]
 disassociate[SbomFromPackageVersion] enable[TopicRule] get[BehaviorModelTrainingSummaries
 BucketsAggregation Cardinality Command CommandExecution EffectivePolicies IndexingConfiguration
 JobDocument LoggingOptions OTAUpdate Package PackageConfiguration PackageVersion Percentiles
 Policy PolicyVersion RegistrationCode Statistics ThingConnectivityData TopicRule
 TopicRuleDestination V2LoggingOptions] list[ActiveViolations AttachedPolicies AuditFindings
 AuditMitigationActionsExecutions AuditMitigationActionsTasks AuditSuppressions AuditTasks
 Authorizers BillingGroups CACertificates CertificateProviders Certificates CertificatesByCA
 CommandExecutions Commands CustomMetrics DetectMitigationActionsExecutions
 DetectMitigationActionsTasks Dimensions DomainConfigurations FleetMetrics Indices
 JobExecutionsForJob JobExecutionsForThing JobTemplates Jobs ManagedJobTemplates MetricValues
 MitigationActions OTAUpdates OutgoingCertificates PackageVersions Packages Policies
 PolicyPrincipals PolicyVersions PrincipalPolicies PrincipalThings PrincipalThingsV2
 ProvisioningTemplateVersions ProvisioningTemplates RelatedResourcesForAuditFinding RoleAliases
 SbomValidationResults ScheduledAudits SecurityProfiles SecurityProfilesForTarget Streams
 TagsForResource TargetsForPolicy TargetsForSecurityProfile ThingGroups ThingGroupsForThing
 ThingPrincipals ThingPrincipalsV2 ThingRegistrationTaskReports ThingRegistrationTasks ThingTypes
 Things ThingsInBillingGroup ThingsInThingGroup TopicRuleDestinations TopicRules V2LoggingLevels
 ViolationEvents] put[VerificationStateOnViolation] register[CACertificate Certificate
 CertificateWithoutCA Thing] reject[CertificateTransfer] remove[ThingFromBillingGroup
 ThingFromThingGroup] replace[TopicRule] search[Index] set[DefaultAuthorizer DefaultPolicyVersion
 LoggingOptions V2LoggingLevel V2LoggingOptions] start[AuditMitigationActionsTask
 DetectMitigationActionsTask OnDemandAuditTask ThingRegistrationTask] stop[ThingRegistrationTask]
 tag[Resource] test[Authorization InvokeAuthorizer] transfer[Certificate] untag[Resource]
 update[AccountAuditConfiguration AuditSuppression Authorizer BillingGroup CACertificate
 Certificate CertificateProvider Command CustomMetric Dimension DomainConfiguration
 DynamicThingGroup EncryptionConfiguration EventConfigurations FleetMetric IndexingConfiguration
 Job MitigationAction Package PackageConfiguration PackageVersion ProvisioningTemplate RoleAlias
 ScheduledAudit SecurityProfile Stream Thing ThingGroup ThingGroupsForThing ThingType
 TopicRuleDestination] validate[SecurityProfileBehaviors]
=iotdataplane IotDataPlane iot-data
 delete[Connection ThingShadow] get[Connection RetainedMessage ThingShadow]
 list[NamedShadowsForThing RetainedMessages Subscriptions] publish send[DirectMessage]
 update[ThingShadow]
=iotdeviceadvisor IotDeviceAdvisor iotdeviceadvisor
 create[SuiteDefinition] delete[SuiteDefinition] get[Endpoint SuiteDefinition SuiteRun
 SuiteRunReport] list[SuiteDefinitions SuiteRuns TagsForResource] start[SuiteRun] stop[SuiteRun]
 tag[Resource] untag[Resource] update[SuiteDefinition]
=iotfleetwise IoTFleetWise iotfleetwise
 associate[VehicleFleet] batch[CreateVehicle UpdateVehicle] create[Campaign DecoderManifest Fleet
 ModelManifest SignalCatalog StateTemplate Vehicle] delete[Campaign DecoderManifest Fleet
 ModelManifest SignalCatalog StateTemplate Vehicle] disassociate[VehicleFleet] get[Campaign
 DecoderManifest EncryptionConfiguration Fleet LoggingOptions ModelManifest RegisterAccountStatus
 SignalCatalog StateTemplate Vehicle VehicleStatus] import[DecoderManifest SignalCatalog]
 list[Campaigns DecoderManifestNetworkInterfaces DecoderManifestSignals DecoderManifests Fleets
 FleetsForVehicle ModelManifestNodes ModelManifests SignalCatalogNodes SignalCatalogs
 StateTemplates TagsForResource Vehicles VehiclesInFleet] put[EncryptionConfiguration
 LoggingOptions] register[Account] tag[Resource] untag[Resource] update[Campaign DecoderManifest
 Fleet ModelManifest SignalCatalog StateTemplate Vehicle]
=iotjobsdataplane IotJobsDataPlane iot-jobs-data
 describe[JobExecution] get[PendingJobExecutions] start[CommandExecution NextPendingJobExecution]
 update[JobExecution]
=iotmanagedintegrations IotManagedIntegrations iot-managed-integrations
 create[AccountAssociation CloudConnector ConnectorDestination CredentialLocker Destination
 EventLogConfiguration ManagedThing NotificationConfiguration OtaTask OtaTaskConfiguration
 ProvisioningProfile] delete[AccountAssociation CloudConnector ConnectorDestination
 CredentialLocker Destination EventLogConfiguration ManagedThing NotificationConfiguration OtaTask
 OtaTaskConfiguration ProvisioningProfile] deregister[AccountAssociation] get[AccountAssociation
 CloudConnector ConnectorDestination CredentialLocker CustomEndpoint DefaultEncryptionConfiguration
 Destination DeviceDiscovery EventLogConfiguration HubConfiguration ManagedThing
 ManagedThingCapabilities ManagedThingCertificate ManagedThingConnectivityData ManagedThingMetaData
 ManagedThingState NotificationConfiguration OtaTask OtaTaskConfiguration ProvisioningProfile
 RuntimeLogConfiguration SchemaVersion] list[AccountAssociations CloudConnectors
 ConnectorDestinations CredentialLockers Destinations DeviceDiscoveries DiscoveredDevices
 EventLogConfigurations ManagedThingAccountAssociations ManagedThingSchemas ManagedThings
 NotificationConfigurations OtaTaskConfigurations OtaTaskExecutions OtaTasks ProvisioningProfiles
 SchemaVersions TagsForResource] put[DefaultEncryptionConfiguration HubConfiguration
 RuntimeLogConfiguration] register[AccountAssociation CustomEndpoint]
 reset[RuntimeLogConfiguration] send[ConnectorEvent ManagedThingCommand]
 start[AccountAssociationRefresh DeviceDiscovery] tag[Resource] untag[Resource]
 update[AccountAssociation CloudConnector ConnectorDestination Destination EventLogConfiguration
 ManagedThing NotificationConfiguration OtaTask]
=iotsecuretunneling IoTSecureTunneling iotsecuretunneling
 close[Tunnel] describe[Tunnel] list[TagsForResource Tunnels] open[Tunnel]
 rotate[TunnelAccessToken] tag[Resource] untag[Resource]
=iotsitewise IoTSiteWise iotsitewise
 associate[Assets TimeSeriesToAssetProperty] batch[AssociateDataSegmentsToDataset
 AssociateProjectAssets DeleteDatasetDataSegments DisassociateDataSegmentsFromDataset
 DisassociateProjectAssets GetAssetPropertyAggregates GetAssetPropertyValue
 GetAssetPropertyValueHistory PutAssetPropertyValue] cancel[EnrichmentJob PipelineExecution Query]
 create[AccessPolicy Application Asset AssetModel AssetModelCompositeModel BulkImportJob
 ComputationModel Dashboard Dataset DatasetExportJob EnrichmentJob Gateway Pipeline Portal Project
 Task Workspace] delete[AccessPolicy Application Asset AssetModel AssetModelCompositeModel
 AssetModelInterfaceRelationship ComputationModel Dashboard Dataset Gateway Pipeline Portal Project
 Task TimeSeries Workspace] describe[AccessPolicy Action Application Asset AssetCompositeModel
 AssetModel AssetModelCompositeModel AssetModelInterfaceRelationship AssetProperty BulkImportJob
 ComputationModel ComputationModelExecutionSummary Dashboard Dataset DatasetExportJob
 DefaultEncryptionConfiguration EnrichmentJob Execution Gateway GatewayCapabilityConfiguration
 LoggingOptions Pipeline PipelineExecution Portal Project Query Search StorageConfiguration Task
 TimeSeries Workspace] disassociate[Assets TimeSeriesFromAssetProperty] execute[Action Query]
 get[AssetPropertyAggregates AssetPropertyValue AssetPropertyValueHistory CaptureData
 InterpolatedAssetPropertyValues QueryResults SearchResults] invoke[Assistant!] list[AccessPolicies
 Actions Applications AssetModelCompositeModels AssetModelProperties AssetModels AssetProperties
 AssetRelationships Assets AssociatedAssets BulkImportJobs CompositionRelationships
 ComputationModelDataBindingUsages ComputationModelResolveToResources ComputationModels Dashboards
 DatasetDataSegmentRelationships DatasetDataSegments DatasetExportJobs Datasets EnrichmentJobs
 Executions Gateways InterfaceRelationships PipelineExecutions Pipelines Portals ProjectAssets
 Projects Queries Searches TagsForResource Tasks TimeSeries Workspaces]
 put[AssetModelInterfaceRelationship DefaultEncryptionConfiguration LoggingOptions
 StorageConfiguration] start[PipelineExecution Query Search] tag[Resource] untag[Resource]
 update[AccessPolicy Asset AssetModel AssetModelCompositeModel AssetProperty ComputationModel
 Dashboard Dataset Gateway GatewayCapabilityConfiguration Pipeline Portal Project Task Workspace]
=iotthingsgraph IoTThingsGraph iotthingsgraph
 associate[EntityToThing] create[FlowTemplate SystemInstance SystemTemplate] delete[FlowTemplate
 Namespace SystemInstance SystemTemplate] deploy[SystemInstance] deprecate[FlowTemplate
 SystemTemplate] describe[Namespace] dissociate[EntityFromThing] get[Entities FlowTemplate
 FlowTemplateRevisions NamespaceDeletionStatus SystemInstance SystemTemplate
 SystemTemplateRevisions UploadStatus] list[FlowExecutionMessages TagsForResource] search[Entities
 FlowExecutions FlowTemplates SystemInstances SystemTemplates Things] tag[Resource]
 undeploy[SystemInstance] untag[Resource] update[FlowTemplate SystemTemplate]
 upload[EntityDefinitions]
=iottwinmaker IoTTwinMaker iottwinmaker
 batch[PutPropertyValues] cancel[MetadataTransferJob] create[ComponentType Entity
 MetadataTransferJob Scene SyncJob Workspace] delete[ComponentType Entity Scene SyncJob Workspace]
 execute[Query] get[ComponentType Entity MetadataTransferJob PricingPlan PropertyValue
 PropertyValueHistory Scene SyncJob Workspace] list[ComponentTypes Components Entities
 MetadataTransferJobs Properties Scenes SyncJobs SyncResources TagsForResource Workspaces]
 tag[Resource] untag[Resource] update[ComponentType Entity PricingPlan Scene Workspace]
=iotwireless IotWireless iotwireless
 associate[AwsAccountWithPartnerAccount MulticastGroupWithFuotaTask WirelessDeviceWithFuotaTask
 WirelessDeviceWithMulticastGroup WirelessDeviceWithThing WirelessGatewayWithCertificate
 WirelessGatewayWithThing] cancel[MulticastGroupSession] create[Destination DeviceProfile FuotaTask
 MulticastGroup NetworkAnalyzerConfiguration ServiceProfile WirelessDevice WirelessGateway
 WirelessGatewayTask WirelessGatewayTaskDefinition] delete[Destination DeviceProfile FuotaTask
 MulticastGroup NetworkAnalyzerConfiguration QueuedMessages ServiceProfile WirelessDevice
 WirelessDeviceImportTask WirelessGateway WirelessGatewayTask WirelessGatewayTaskDefinition]
 deregister[WirelessDevice] disassociate[AwsAccountFromPartnerAccount MulticastGroupFromFuotaTask
 WirelessDeviceFromFuotaTask WirelessDeviceFromMulticastGroup WirelessDeviceFromThing
 WirelessGatewayFromCertificate WirelessGatewayFromThing] get[Destination DeviceProfile
 EventConfigurationByResourceTypes FuotaTask LogLevelsByResourceTypes MetricConfiguration Metrics
 MulticastGroup MulticastGroupSession NetworkAnalyzerConfiguration PartnerAccount Position
 PositionConfiguration PositionEstimate ResourceEventConfiguration ResourceLogLevel
 ResourcePosition ServiceEndpoint ServiceProfile WirelessDevice WirelessDeviceImportTask
 WirelessDeviceStatistics WirelessGateway WirelessGatewayCertificate
 WirelessGatewayFirmwareInformation WirelessGatewayStatistics WirelessGatewayTask
 WirelessGatewayTaskDefinition] list[Destinations DeviceProfiles DevicesForWirelessDeviceImportTask
 EventConfigurations FuotaTasks MulticastGroups MulticastGroupsByFuotaTask
 NetworkAnalyzerConfigurations PartnerAccounts PositionConfigurations QueuedMessages
 ServiceProfiles TagsForResource WirelessDeviceImportTasks WirelessDevices
 WirelessGatewayTaskDefinitions WirelessGateways] put[PositionConfiguration ResourceLogLevel]
 reset[AllResourceLogLevels ResourceLogLevel] send[DataToMulticastGroup DataToWirelessDevice]
 start[BulkAssociateWirelessDeviceWithMulticastGroup
 BulkDisassociateWirelessDeviceFromMulticastGroup FuotaTask MulticastGroupSession
 SingleWirelessDeviceImportTask WirelessDeviceImportTask] tag[Resource] test[WirelessDevice]
 untag[Resource] update[Destination EventConfigurationByResourceTypes FuotaTask
 LogLevelsByResourceTypes MetricConfiguration MulticastGroup NetworkAnalyzerConfiguration
 PartnerAccount Position ResourceEventConfiguration ResourcePosition WirelessDevice
 WirelessDeviceImportTask WirelessGateway]
=ivs Ivs ivs
 batch[GetChannel GetStreamKey StartViewerSessionRevocation] create[AdConfiguration Channel
 FailoverSlateConfiguration PlaybackRestrictionPolicy RecordingConfiguration StreamKey]
 delete[AdConfiguration Channel FailoverSlateConfiguration PlaybackKeyPair
 PlaybackRestrictionPolicy RecordingConfiguration StreamKey] get[AdConfiguration Channel
 FailoverSlateConfiguration PlaybackKeyPair PlaybackRestrictionPolicy RecordingConfiguration Stream
 StreamKey StreamSession] import[PlaybackKeyPair] insert[AdBreak] list[AdConfigurations Channels
 FailoverSlateConfigurations PlaybackKeyPairs PlaybackRestrictionPolicies RecordingConfigurations
 StreamKeys StreamSessions Streams TagsForResource] put[Metadata] start[ViewerSessionRevocation]
 stop[Stream] tag[Resource] untag[Resource] update[AdConfiguration Channel
 FailoverSlateConfiguration PlaybackRestrictionPolicy]
=ivschat Ivschat ivschat
 create[ChatToken LoggingConfiguration Room] delete[LoggingConfiguration Message Room]
 disconnect[User] get[LoggingConfiguration Room] list[LoggingConfigurations Rooms TagsForResource]
 send[Event] tag[Resource] untag[Resource] update[LoggingConfiguration Room]
=ivsrealtime IvsRealTime ivs-realtime
 create[EncoderConfiguration IngestConfiguration ParticipantToken Stage StorageConfiguration]
 delete[EncoderConfiguration IngestConfiguration PublicKey Stage StorageConfiguration]
 disconnect[Participant] get[Composition EncoderConfiguration IngestConfiguration Participant
 PublicKey Stage StageSession StorageConfiguration] import[PublicKey] list[Compositions
 EncoderConfigurations IngestConfigurations ParticipantEvents ParticipantReplicas Participants
 PublicKeys StageSessions Stages StorageConfigurations TagsForResource] revoke[ConnectionToken]
 start[Composition ParticipantReplication] stop[Composition ParticipantReplication] tag[Resource]
 untag[Resource] update[IngestConfiguration Stage]
=kafka Kafka kafka
 batch[AssociateScramSecret DisassociateScramSecret] create[Channel Cluster ClusterV2 Configuration
 Replicator Topic VpcConnection] delete[Channel Cluster ClusterPolicy Configuration Replicator
 Topic VpcConnection] describe[Channel Cluster ClusterOperation ClusterOperationV2 ClusterV2
 Configuration ConfigurationRevision Replicator Topic TopicPartitions VpcConnection]
 get[BootstrapBrokers ClusterPolicy CompatibleKafkaVersions] list[Channels ClientVpcConnections
 ClusterOperations ClusterOperationsV2 Clusters ClustersV2 ConfigurationRevisions Configurations
 KafkaVersions Nodes Replicators ScramSecrets TagsForResource Topics VpcConnections]
 put[ClusterPolicy] reboot[Broker] reject[ClientVpcConnection] tag[Resource] untag[Resource]
 update[BrokerCount BrokerStorage BrokerType Channel ClusterConfiguration ClusterKafkaVersion
 Configuration Connectivity Monitoring Rebalancing ReplicationInfo Security Storage Topic]
=kafkaconnect KafkaConnect kafkaconnect
 create[Connector CustomPlugin WorkerConfiguration] delete[Connector CustomPlugin
 WorkerConfiguration] describe[Connector ConnectorOperation CustomPlugin WorkerConfiguration]
 list[ConnectorOperations Connectors CustomPlugins TagsForResource WorkerConfigurations]
 pause[Connector] restart[Connector] resume[Connector] tag[Resource] untag[Resource]
 update[Connector]
=kendra Kendra kendra
 associate[EntitiesToExperience PersonasToEntities] batch[DeleteDocument DeleteFeaturedResultsSet
 GetDocumentStatus PutDocument] clear[QuerySuggestions] create[AccessControlConfiguration
 DataSource Experience Faq FeaturedResultsSet Index QuerySuggestionsBlockList Thesaurus]
 delete[AccessControlConfiguration DataSource Experience Faq Index PrincipalMapping
 QuerySuggestionsBlockList Thesaurus] describe[AccessControlConfiguration DataSource Experience Faq
 FeaturedResultsSet Index PrincipalMapping QuerySuggestionsBlockList QuerySuggestionsConfig
 Thesaurus] disassociate[EntitiesFromExperience PersonasFromEntities] get[QuerySuggestions
 Snapshots] list[AccessControlConfigurations DataSourceSyncJobs DataSources EntityPersonas
 ExperienceEntities Experiences Faqs FeaturedResultsSets GroupsOlderThanOrderingId Indices
 QuerySuggestionsBlockLists TagsForResource Thesauri] put[PrincipalMapping] query retrieve
 start[DataSourceSyncJob] stop[DataSourceSyncJob] submit[Feedback] tag[Resource] untag[Resource]
 update[AccessControlConfiguration DataSource Experience FeaturedResultsSet Index
 QuerySuggestionsBlockList QuerySuggestionsConfig Thesaurus]
=kendraranking KendraRanking kendra-ranking
 create[RescoreExecutionPlan] delete[RescoreExecutionPlan] describe[RescoreExecutionPlan]
 list[RescoreExecutionPlans TagsForResource] rescore tag[Resource] untag[Resource]
 update[RescoreExecutionPlan]
=keyspaces Keyspaces keyspaces
 create[Keyspace Table Type] delete[Keyspace Table Type] get[Keyspace Table
 TableAutoScalingSettings Type] list[Keyspaces Tables TagsForResource Types] restore[Table]
 tag[Resource] untag[Resource] update[Keyspace Table]
=keyspacesstreams KeyspacesStreams keyspacesstreams
 get[Records ShardIterator Stream] list[Streams]
=kinesis Kinesis kinesis
 acknowledge[DeadLetterQueueRecords QueueRecords] add[TagsToStream] create[Channel Queue Stream]
 decrease[StreamRetentionPeriod] delete[Channel Queue ResourcePolicy Stream]
 deregister[StreamConsumer] describe[AccountSettings Channel Limits Queue Stream StreamConsumer
 StreamSummary] disable[EnhancedMonitoring] enable[EnhancedMonitoring] get[Records ResourcePolicy
 ShardIterator] increase[StreamRetentionPeriod] list[Channels Queues Shards StreamConsumers Streams
 TagsForResource TagsForStream] merge[Shards] put[Record Records ResourcePolicy]
 receive[DeadLetterQueueRecords QueueRecords] register[StreamConsumer] remove[TagsFromStream]
 restore[DeadLetterQueueRecords] split[Shard] start[StreamEncryption] stop[StreamEncryption]
 subscribe[ToShard!] tag[Resource] untag[Resource] update[AccountSettings Channel
 DeadLetterQueueRecordsVisibility MaxRecordSize Queue QueueRecordsVisibility ShardCount StreamMode
 StreamRecordDistributionStrategy StreamWarmThroughput]
=kinesisanalytics KinesisAnalytics kinesisanalytics
 add[ApplicationCloudWatchLoggingOption ApplicationInput ApplicationInputProcessingConfiguration
 ApplicationOutput ApplicationReferenceDataSource] create[Application] delete[Application
 ApplicationCloudWatchLoggingOption ApplicationInputProcessingConfiguration ApplicationOutput
 ApplicationReferenceDataSource] describe[Application] discover[InputSchema] list[Applications
 TagsForResource] start[Application] stop[Application] tag[Resource] untag[Resource]
 update[Application]
=kinesisanalyticsv2 KinesisAnalyticsV2 kinesisanalyticsv2
 add[ApplicationCloudWatchLoggingOption ApplicationInput ApplicationInputProcessingConfiguration
 ApplicationOutput ApplicationReferenceDataSource ApplicationVpcConfiguration] create[Application
 ApplicationPresignedUrl ApplicationSnapshot Snapshot] delete[Application
 ApplicationCloudWatchLoggingOption ApplicationInputProcessingConfiguration ApplicationOutput
 ApplicationReferenceDataSource ApplicationSnapshot ApplicationVpcConfiguration Snapshot]
 describe[Application ApplicationOperation ApplicationSnapshot ApplicationVersion Snapshot
 SnapshotOperation] discover[InputSchema] export[Snapshot] import[Snapshot]
 list[ApplicationOperations ApplicationSnapshots ApplicationVersions Applications
 SnapshotOperations Snapshots TagsForResource] rollback[Application] start[Application]
 stop[Application] tag[Resource] untag[Resource] update[Application
 ApplicationMaintenanceConfiguration]
=kinesisvideo KinesisVideo kinesisvideo
 create[SignalingChannel Stream] delete[EdgeConfiguration SignalingChannel Stream]
 describe[EdgeConfiguration ImageGenerationConfiguration MappedResourceConfiguration
 MediaStorageConfiguration NotificationConfiguration SignalingChannel Stream
 StreamStorageConfiguration] get[DataEndpoint SignalingChannelEndpoint]
 list[EdgeAgentConfigurations SignalingChannels Streams TagsForResource TagsForStream]
 start[EdgeConfigurationUpdate] tag[Resource Stream] untag[Resource Stream] update[DataRetention
 ImageGenerationConfiguration MediaStorageConfiguration NotificationConfiguration SignalingChannel
 Stream StreamStorageConfiguration]
=kinesisvideoarchivedmedia KinesisVideoArchivedMedia kinesis-video-archived-media
 get[Clip DASHStreamingSessionURL HLSStreamingSessionURL Images MediaForFragmentList]
 list[Fragments]
=kinesisvideomedia KinesisVideoMedia kinesis-video-media
 get[Media]
=kinesisvideosignaling KinesisVideoSignaling kinesis-video-signaling
 get[IceServerConfig] send[AlexaOfferToMaster]
=kinesisvideowebrtcstorage KinesisVideoWebRtcStorage kinesis-video-webrtc-storage
 join[StorageSession StorageSessionAsViewer]
=kms Kms kms
 cancel[KeyDeletion] connect[CustomKeyStore] create[Alias CustomKeyStore Grant Key] decapsulate
 decrypt delete[Alias CustomKeyStore ImportedKeyMaterial] derive[SharedSecret]
 describe[CustomKeyStores Key] disable[Key KeyRotation] disconnect[CustomKeyStore] enable[Key
 KeyRotation] encapsulate encrypt generate[DataKey DataKeyPair DataKeyPairWithoutPlaintext
 DataKeyWithoutPlaintext Mac Random] get[KeyLastUsage KeyPolicy KeyRotationStatus
 ParametersForImport PublicKey] import[KeyMaterial] list[Aliases Grants KeyPolicies KeyRotations
 Keys ResourceTags RetirableGrants] put[KeyPolicy] re[Encrypt] replicate[Key] retire[Grant]
 revoke[Grant] rotate[KeyOnDemand] schedule[KeyDeletion] sign tag[Resource] untag[Resource]
 update[Alias CustomKeyStore KeyDescription PrimaryRegion] verify verify[Mac]
=lakeformation LakeFormation lakeformation
 add[LFTagsToResource] assume[DecoratedRoleWithSAML] attach[RLSPolicy] batch[GrantPermissions
 RevokePermissions] cancel[Transaction] commit[Transaction] create[DataCellsFilter LFTag
 LFTagExpression LakeFormationIdentityCenterConfiguration LakeFormationOptIn RLSPolicy]
 delete[DataCellsFilter LFTag LFTagExpression LakeFormationIdentityCenterConfiguration
 LakeFormationOptIn ObjectsOnCancel RLSPolicy] deregister[Resource]
 describe[LakeFormationIdentityCenterConfiguration Resource Transaction] detach[RLSPolicy]
 extend[Transaction] get[DataCellsFilter DataLakePrincipal DataLakeSettings
 EffectivePermissionsForPath GlueFunctionSessionContext LFTag LFTagExpression QueryState
 QueryStatistics RLSPolicy ResourceLFTags TableObjects TemporaryDataLocationCredentials
 TemporaryGlueFunctionCredentials TemporaryGluePartitionCredentials TemporaryGlueTableCredentials
 WorkUnitResults WorkUnits] grant[Permissions] list[DataCellsFilter LFTagExpressions LFTags
 LakeFormationOptIns Permissions RLSPolicies RLSPolicyAttachments Resources TableStorageOptimizers
 Transactions] put[DataLakeSettings] register[Resource] remove[LFTagsFromResource]
 revoke[Permissions] search[DatabasesByLFTags TablesByLFTags] start[QueryPlanning Transaction]
 update[DataCellsFilter LFTag LFTagExpression LakeFormationIdentityCenterConfiguration RLSPolicy
 Resource TableObjects TableStorageOptimizer]
=lambda Lambda lambda
 add[LayerVersionPermission Permission] checkpoint[DurableExecution] create[Alias CapacityProvider
 CodeSigningConfig EventSourceMapping Function FunctionUrlConfig] delete[Alias CapacityProvider
 CodeSigningConfig DurableExecution EventSourceMapping Function FunctionCodeSigningConfig
 FunctionConcurrency FunctionEventInvokeConfig FunctionUrlConfig LayerVersion
 ProvisionedConcurrencyConfig ResourcePolicy] get[AccountSettings Alias CapacityProvider
 CodeSigningConfig DurableExecution DurableExecutionHistory DurableExecutionState
 EventSourceMapping Function FunctionCodeSigningConfig FunctionConcurrency FunctionConfiguration
 FunctionEventInvokeConfig FunctionRecursionConfig FunctionScalingConfig FunctionUrlConfig
 LayerVersion LayerVersionByArn LayerVersionPolicy Policy ProvisionedConcurrencyConfig
 ResourcePolicy RuntimeManagementConfig] invoke invoke[Async WithResponseStream!] list[Aliases
 CapacityProviders CodeSigningConfigs DurableExecutionsByFunction EventSourceMappings
 FunctionEventInvokeConfigs FunctionUrlConfigs FunctionVersionsByCapacityProvider Functions
 FunctionsByCodeSigningConfig LayerVersions Layers ProvisionedConcurrencyConfigs Tags
 VersionsByFunction] pause[DurableExecution] publish[LayerVersion Version]
 put[FunctionCodeSigningConfig FunctionConcurrency FunctionEventInvokeConfig
 FunctionRecursionConfig FunctionScalingConfig ProvisionedConcurrencyConfig ResourcePolicy
 RuntimeManagementConfig] remove[LayerVersionPermission Permission] resume[DurableExecution]
 send[DurableExecutionCallbackFailure DurableExecutionCallbackHeartbeat
 DurableExecutionCallbackSuccess] stop[DurableExecution] tag[Resource] untag[Resource] update[Alias
 CapacityProvider CodeSigningConfig EventSourceMapping FunctionCode FunctionConfiguration
 FunctionEventInvokeConfig FunctionUrlConfig]
=lambdacore LambdaCore lambda-core
 create[NetworkConnector Runtime RuntimeAlias RuntimeVersion] delete[NetworkConnector Runtime
 RuntimeAlias RuntimeVersion] get[NetworkConnector Runtime RuntimeAlias RuntimeVersion]
 list[NetworkConnectorVersions NetworkConnectors RuntimeAliases RuntimeVersions Runtimes]
 restore[Runtime] update[NetworkConnector Runtime RuntimeAlias RuntimeVersion]
=lambdamicrovms LambdaMicrovms lambda-microvms
 create[MicrovmAuthToken MicrovmImage MicrovmShellAuthToken] delete[MicrovmImage
 MicrovmImageVersion] get[Microvm MicrovmImage MicrovmImageBuild MicrovmImageVersion]
 list[ManagedMicrovmImageVersions ManagedMicrovmImages MicrovmImageBuilds MicrovmImageVersions
 MicrovmImages Microvms Tags] resume[Microvm] run[Microvm] suspend[Microvm] tag[Resource]
 terminate[Microvm] untag[Resource] update[MicrovmImage MicrovmImageVersion]
=lambdaweb LambdaWeb lambda-web
 create[WebFunction WebFunctionEndpoint WebFunctionRevision] delete[ResourcePolicy WebFunction
 WebFunctionEndpoint WebFunctionRevision] get[ResourcePolicy WebAccountSettings WebFunction
 WebFunctionEndpoint WebFunctionRevision] list[Tags WebFunctionEndpoints WebFunctionRevisions
 WebFunctions] put[ResourcePolicy] tag[Resource] untag[Resource] update[WebFunctionEndpoint]
=launchwizard LaunchWizard launch-wizard
 create[Deployment] delete[Deployment] get[Deployment DeploymentPatternVersion Workload
 WorkloadDeploymentPattern] list[DeploymentEvents DeploymentPatternVersions Deployments
 TagsForResource WorkloadDeploymentPatterns Workloads] tag[Resource] untag[Resource]
 update[Deployment]
=lexmodelbuilding LexModelBuilding lex-models
 create[BotVersion IntentVersion SlotTypeVersion] delete[Bot BotAlias BotChannelAssociation
 BotVersion Intent IntentVersion SlotType SlotTypeVersion Utterances] get[Bot BotAlias BotAliases
 BotChannelAssociation BotChannelAssociations BotVersions Bots BuiltinIntent BuiltinIntents
 BuiltinSlotTypes Export Import Intent IntentVersions Intents Migration Migrations SlotType
 SlotTypeVersions SlotTypes UtterancesView] list[TagsForResource] put[Bot BotAlias Intent SlotType]
 start[Import Migration] tag[Resource] untag[Resource]
=lexmodelsv2 LexModelsV2 lexv2-models
 batch[CreateCustomVocabularyItem DeleteCustomVocabularyItem UpdateCustomVocabularyItem]
 build[BotLocale] create[Bot BotAlias BotLocale BotReplica BotVersion Export Intent ResourcePolicy
 ResourcePolicyStatement Slot SlotType TestSetDiscrepancyReport UploadUrl] delete[Bot BotAlias
 BotAnalyzerRecommendation BotLocale BotReplica BotVersion CustomVocabulary Export Import Intent
 ResourcePolicy ResourcePolicyStatement Slot SlotType TestSet Utterances] describe[Bot BotAlias
 BotAnalyzerRecommendation BotLocale BotRecommendation BotReplica BotResourceGeneration BotVersion
 CustomVocabularyMetadata Export Import Intent ResourcePolicy Slot SlotType TestExecution TestSet
 TestSetDiscrepancyReport TestSetGeneration] generate[BotElement] get[TestExecutionArtifactsUrl]
 list[AggregatedUtterances BotAliasReplicas BotAliases BotAnalyzerHistory BotLocales
 BotRecommendations BotReplicas BotResourceGenerations BotVersionReplicas BotVersions Bots
 BuiltInIntents BuiltInSlotTypes CustomVocabularyItems Exports Imports IntentMetrics IntentPaths
 IntentStageMetrics Intents RecommendedIntents SessionAnalyticsData SessionMetrics SlotTypes Slots
 TagsForResource TestExecutionResultItems TestExecutions TestSetRecords TestSets
 UtteranceAnalyticsData UtteranceMetrics] search[AssociatedTranscripts] start[BotAnalyzer
 BotRecommendation BotResourceGeneration Import TestExecution TestSetGeneration] stop[BotAnalyzer
 BotRecommendation] tag[Resource] untag[Resource] update[Bot BotAlias BotLocale BotRecommendation
 Export Intent ResourcePolicy Slot SlotType TestSet]
=lexruntime LexRuntime lex-runtime
 delete[Session] get[Session] post[Content Text] put[Session]
=lexruntimev2 LexRuntimeV2 lexv2-runtime
 delete[Session] get[Session] put[Session] recognize[Text Utterance] start[Conversation!]
=licensemanager LicenseManager license-manager
 accept[Grant] check[InLicense] checkout[BorrowLicense License] create[Grant GrantVersion License
 LicenseAssetGroup LicenseAssetRuleset LicenseConfiguration LicenseConversionTaskForResource
 LicenseManagerReportGenerator LicenseVersion Token] delete[Grant License LicenseAssetGroup
 LicenseAssetRuleset LicenseConfiguration LicenseManagerReportGenerator Token]
 extend[LicenseConsumption] get[AccessToken Grant License LicenseAssetGroup LicenseAssetRuleset
 LicenseConfiguration LicenseConversionTask LicenseManagerReportGenerator LicenseUsage
 ServiceSettings] list[AssetsForLicenseAssetGroup AssociationsForLicenseConfiguration
 DistributedGrants FailuresForLicenseConfigurationOperations LicenseAssetGroups
 LicenseAssetRulesets LicenseConfigurations LicenseConfigurationsForOrganization
 LicenseConversionTasks LicenseManagerReportGenerators LicenseSpecificationsForResource
 LicenseVersions Licenses ReceivedGrants ReceivedGrantsForOrganization ReceivedLicenses
 ReceivedLicensesForOrganization ResourceInventory TagsForResource Tokens
 UsageForLicenseConfiguration] reject[Grant] tag[Resource] untag[Resource] update[LicenseAssetGroup
 LicenseAssetRuleset LicenseConfiguration LicenseManagerReportGenerator
 LicenseSpecificationsForResource ServiceSettings]
=licensemanagerlinuxsubscriptions LicenseManagerLinuxSubscriptions license-manager-linux-subscriptions
 deregister[SubscriptionProvider] get[RegisteredSubscriptionProvider ServiceSettings]
 list[LinuxSubscriptionInstances LinuxSubscriptions RegisteredSubscriptionProviders
 TagsForResource] register[SubscriptionProvider] tag[Resource] untag[Resource]
 update[ServiceSettings]
=licensemanagerusersubscriptions LicenseManagerUserSubscriptions license-manager-user-subscriptions
 associate[User] create[LicenseServerEndpoint] delete[LicenseServerEndpoint]
 deregister[IdentityProvider] disassociate[User] list[IdentityProviders Instances
 LicenseServerEndpoints ProductSubscriptions TagsForResource UserAssociations]
 register[IdentityProvider] start[ProductSubscription] stop[ProductSubscription] tag[Resource]
 untag[Resource] update[IdentityProviderSettings]
=lightsail Lightsail lightsail
 allocate[StaticIp] attach[CertificateToDistribution Disk InstancesToLoadBalancer
 LoadBalancerTlsCertificate StaticIp] check[SubdomainAvailability] close[InstancePublicPorts]
 copy[Snapshot] create[Bucket BucketAccessKey Certificate CloudFormationStack ContactMethod
 ContainerService ContainerServiceDeployment ContainerServiceRegistryLogin Disk DiskFromSnapshot
 DiskSnapshot Distribution Domain DomainEntry GUISessionAccessDetails InstanceSnapshot Instances
 InstancesFromSnapshot KeyPair LoadBalancer LoadBalancerTlsCertificate RelationalDatabase
 RelationalDatabaseFromSnapshot RelationalDatabaseSnapshot Subdomain] delete[Alarm AutoSnapshot
 Bucket BucketAccessKey Certificate ContactMethod ContainerImage ContainerService Disk DiskSnapshot
 Distribution Domain DomainEntry Instance InstanceSnapshot KeyPair KnownHostKeys LoadBalancer
 LoadBalancerTlsCertificate RelationalDatabase RelationalDatabaseSnapshot Subdomain]
 detach[CertificateFromDistribution Disk InstancesFromLoadBalancer StaticIp] disable[AddOn]
 download[DefaultKeyPair] enable[AddOn] export[Snapshot] get[ActiveNames Alarms AutoSnapshots
 Blueprints BucketAccessKeys BucketBundles BucketMetricData Buckets Bundles Certificates
 CloudFormationStackRecords ContactMethods ContainerAPIMetadata ContainerImages ContainerLog
 ContainerServiceDeployments ContainerServiceMetricData ContainerServicePowers ContainerServices
 CostEstimate Disk DiskSnapshot DiskSnapshots Disks DistributionBundles
 DistributionLatestCacheReset DistributionMetricData Distributions Domain Domains
 ExportSnapshotRecords Instance InstanceAccessDetails InstanceMetricData InstancePortStates
 InstanceSnapshot InstanceSnapshots InstanceState Instances KeyPair KeyPairs LoadBalancer
 LoadBalancerMetricData LoadBalancerTlsCertificates LoadBalancerTlsPolicies LoadBalancers Operation
 Operations OperationsForResource Profile Regions RelationalDatabase RelationalDatabaseBlueprints
 RelationalDatabaseBundles RelationalDatabaseEvents RelationalDatabaseLogEvents
 RelationalDatabaseLogStreams RelationalDatabaseMasterUserPassword RelationalDatabaseMetricData
 RelationalDatabaseParameters RelationalDatabaseSnapshot RelationalDatabaseSnapshots
 RelationalDatabases SetupHistory StaticIp StaticIps Subdomains] import[KeyPair] is[VpcPeered]
 open[InstancePublicPorts] peer[Vpc] put[Alarm InstancePublicPorts] reboot[Instance
 RelationalDatabase] register[ContainerImage] release[StaticIp] reset[DistributionCache]
 send[ContactMethodVerification] set[IpAddressType ResourceAccessForBucket] setup[InstanceHttps]
 start[GUISession Instance RelationalDatabase] stop[GUISession Instance RelationalDatabase]
 tag[Resource] test[Alarm] unpeer[Vpc] untag[Resource] update[Bucket BucketBundle ContainerService
 Distribution DistributionBundle DomainEntry InstanceMetadataOptions LoadBalancerAttribute
 RelationalDatabase RelationalDatabaseParameters SubdomainAssociation]
=location Location location
 associate[TrackerConsumer] batch[DeleteDevicePositionHistory DeleteGeofence EvaluateGeofences
 GetDevicePosition PutGeofence UpdateDevicePosition] calculate[Route RouteMatrix] cancel[Job]
 create[GeofenceCollection Key Map PlaceIndex RouteCalculator Tracker] delete[GeofenceCollection
 Key Map PlaceIndex RouteCalculator Tracker] describe[GeofenceCollection Key Map PlaceIndex
 RouteCalculator Tracker] disassociate[TrackerConsumer] forecast[GeofenceEvents] get[DevicePosition
 DevicePositionHistory Geofence Job MapGlyphs MapSprites MapStyleDescriptor MapTile Place]
 list[DevicePositions GeofenceCollections Geofences Jobs Keys Maps PlaceIndexes RouteCalculators
 TagsForResource TrackerConsumers Trackers] put[Geofence] search[PlaceIndexForPosition
 PlaceIndexForSuggestions PlaceIndexForText] start[Job] tag[Resource] untag[Resource]
 update[GeofenceCollection Key Map PlaceIndex RouteCalculator Tracker] verify[DevicePosition]
=lookoutequipment LookoutEquipment lookoutequipment
 create[Dataset InferenceScheduler Label LabelGroup Model RetrainingScheduler] delete[Dataset
 InferenceScheduler Label LabelGroup Model ResourcePolicy RetrainingScheduler]
 describe[DataIngestionJob Dataset InferenceScheduler Label LabelGroup Model ModelVersion
 ResourcePolicy RetrainingScheduler] import[Dataset ModelVersion] list[DataIngestionJobs Datasets
 InferenceEvents InferenceExecutions InferenceSchedulers LabelGroups Labels ModelVersions Models
 RetrainingSchedulers SensorStatistics TagsForResource] put[ResourcePolicy] start[DataIngestionJob
 InferenceScheduler RetrainingScheduler] stop[InferenceScheduler RetrainingScheduler] tag[Resource]
 untag[Resource] update[ActiveModelVersion InferenceScheduler LabelGroup Model RetrainingScheduler]
=m2 M2 m2
 cancel[BatchJobExecution] create[Application DataSetExportTask DataSetImportTask Deployment
 Environment] delete[Application ApplicationFromEnvironment Environment] get[Application
 ApplicationVersion BatchJobExecution DataSetDetails DataSetExportTask DataSetImportTask Deployment
 Environment SignedBluinsightsUrl] list[ApplicationVersions Applications BatchJobDefinitions
 BatchJobExecutions BatchJobRestartPoints DataSetExportHistory DataSetImportHistory DataSets
 Deployments EngineVersions Environments TagsForResource] start[Application BatchJob]
 stop[Application] tag[Resource] untag[Resource] update[Application Environment]
=machinelearning MachineLearning machinelearning
 add[Tags] create[BatchPrediction DataSourceFromRDS DataSourceFromRedshift DataSourceFromS3
 Evaluation MLModel RealtimeEndpoint] delete[BatchPrediction DataSource Evaluation MLModel
 RealtimeEndpoint Tags] describe[BatchPredictions DataSources Evaluations MLModels Tags]
 get[BatchPrediction DataSource Evaluation MLModel] predict update[BatchPrediction DataSource
 Evaluation MLModel]
=macie2 Macie2 macie2
 accept[Invitation] batch[GetCustomDataIdentifiers UpdateAutomatedDiscoveryAccounts]
 create[AllowList ClassificationJob CustomDataIdentifier FindingsFilter Invitations Member
 SampleFindings] decline[Invitations] delete[AllowList CustomDataIdentifier FindingsFilter
 Invitations Member] describe[Buckets ClassificationJob OrganizationConfiguration] disable[Macie
 OrganizationAdminAccount] disassociate[FromAdministratorAccount FromMasterAccount Member]
 enable[Macie OrganizationAdminAccount] get[AdministratorAccount AllowList
 AutomatedDiscoveryConfiguration BucketStatistics ClassificationExportConfiguration
 ClassificationScope CustomDataIdentifier FindingStatistics Findings FindingsFilter
 FindingsPublicationConfiguration InvitationsCount MacieSession MasterAccount Member
 ResourceProfile RevealConfiguration SensitiveDataOccurrences SensitiveDataOccurrencesAvailability
 SensitivityInspectionTemplate UsageStatistics UsageTotals] list[AllowLists
 AutomatedDiscoveryAccounts ClassificationJobs ClassificationScopes CustomDataIdentifiers Findings
 FindingsFilters Invitations ManagedDataIdentifiers Members OrganizationAdminAccounts
 ResourceProfileArtifacts ResourceProfileDetections SensitivityInspectionTemplates TagsForResource]
 put[ClassificationExportConfiguration FindingsPublicationConfiguration] search[Resources]
 tag[Resource] test[CustomDataIdentifier] untag[Resource] update[AllowList
 AutomatedDiscoveryConfiguration ClassificationJob ClassificationScope FindingsFilter MacieSession
 MemberSession OrganizationConfiguration ResourceProfile ResourceProfileDetections
 RevealConfiguration SensitivityInspectionTemplate]
=mailmanager MailManager mailmanager
 create[AddonInstance AddonSubscription AddressList AddressListImportJob Archive IngressPoint Relay
 RuleSet TrafficPolicy] delete[AddonInstance AddonSubscription AddressList Archive IngressPoint
 Relay RuleSet TrafficPolicy] deregister[MemberFromAddressList] get[AddonInstance AddonSubscription
 AddressList AddressListImportJob Archive ArchiveExport ArchiveMessage ArchiveMessageContent
 ArchiveSearch ArchiveSearchResults IngressPoint MemberOfAddressList Relay RuleSet TrafficPolicy]
 list[AddonInstances AddonSubscriptions AddressListImportJobs AddressLists ArchiveExports
 ArchiveSearches Archives IngressPoints MembersOfAddressList Relays RuleSets TagsForResource
 TrafficPolicies] register[MemberToAddressList] start[AddressListImportJob ArchiveExport
 ArchiveSearch] stop[AddressListImportJob ArchiveExport ArchiveSearch] tag[Resource]
 untag[Resource] update[Archive IngressPoint Relay RuleSet TrafficPolicy]
=managedblockchain ManagedBlockchain managedblockchain
 create[Accessor Member Network Node Proposal] delete[Accessor Member Node] get[Accessor Member
 Network Node Proposal] list[Accessors Invitations Members Networks Nodes ProposalVotes Proposals
 TagsForResource] reject[Invitation] tag[Resource] untag[Resource] update[Member Node]
 vote[OnProposal]
=managedblockchainquery ManagedBlockchainQuery managedblockchain-query
 batch[GetTokenBalance] get[AssetContract TokenBalance Transaction] list[AssetContracts
 FilteredTransactionEvents TokenBalances TransactionEvents Transactions]
=marketplaceagreement MarketplaceAgreement marketplace-agreement
 accept[AgreementApproval AgreementCancellationRequest AgreementPaymentRequest AgreementRequest]
 batch[CreateBillingAdjustmentRequest] cancel[Agreement AgreementCancellationRequest
 AgreementPaymentRequest AgreementRequest] create[AgreementRequest] describe[Agreement]
 get[AgreementApproval AgreementCancellationRequest AgreementContacts AgreementEntitlements
 AgreementPaymentRequest AgreementRequest AgreementRequestApprovalPlans AgreementRequestTerms
 AgreementTerms BillingAdjustmentRequest] list[AgreementApprovals AgreementCancellationRequests
 AgreementCharges AgreementInvoiceLineItems AgreementPaymentRequests AgreementRequests
 BillingAdjustmentRequests] reject[AgreementApproval AgreementCancellationRequest
 AgreementPaymentRequest] search[Agreements] send[AgreementCancellationRequest
 AgreementPaymentRequest] start[AgreementApprovals] update[PurchaseOrders]
=marketplacecatalog MarketplaceCatalog marketplace-catalog
 batch[DescribeEntities] cancel[ChangeSet] delete[ResourcePolicy] describe[Assessment ChangeSet
 Entity] get[ResourcePolicy] list[Assessments ChangeSets Entities TagsForResource]
 put[ResourcePolicy] start[ChangeSet] tag[Resource] untag[Resource]
=marketplacecommerceanalytics MarketplaceCommerceAnalytics marketplacecommerceanalytics
 generate[DataSet] start[SupportDataExport]
=marketplacedeployment MarketplaceDeployment marketplace-deployment
 list[TagsForResource] put[DeploymentParameter] tag[Resource] untag[Resource]
=marketplacediscovery MarketplaceDiscovery marketplace-discovery
 get[Listing Offer OfferSet OfferTerms Product] list[FulfillmentOptions PurchaseOptions]
 search[Facets Listings]
=marketplaceentitlement MarketplaceEntitlement marketplace-entitlement
 get[Entitlements]
=marketplacemetering MarketplaceMetering meteringmarketplace
 batch[MeterUsage] meter[Usage] register[Usage] resolve[Customer]
=marketplacereporting MarketplaceReporting marketplace-reporting
 get[BuyerDashboard]
=mediaconnect MediaConnect mediaconnect
 add[BridgeOutputs BridgeSources FlowMediaStreams FlowOutputs FlowSources FlowVpcInterfaces]
 batch[GetDestinationEndpoint GetRouterInput GetRouterNetworkInterface GetRouterOutput
 GetSourceEndpoint] connect[Endpoints] create[Bridge Flow Gateway RouterInput
 RouterNetworkInterface RouterOutput] delete[Bridge Flow Gateway RouterInput RouterNetworkInterface
 RouterOutput] deregister[DestinationEndpoint GatewayInstance SourceEndpoint] describe[Bridge Flow
 FlowSourceMetadata FlowSourceThumbnail Gateway GatewayInstance Offering Reservation]
 disconnect[Endpoints] get[DestinationEndpoint RouterInput RouterInputSourceMetadata
 RouterInputThumbnail RouterNetworkInterface RouterOutput SourceEndpoint] grant[FlowEntitlements]
 list[Bridges DestinationEndpoints Entitlements Flows GatewayInstances Gateways Offerings
 Reservations RouterInputs RouterNetworkInterfaces RouterOutputs SourceEndpoints
 TagsForGlobalResource TagsForResource] purchase[Offering] register[DestinationEndpoint
 SourceEndpoint] remove[BridgeOutput BridgeSource FlowMediaStream FlowOutput FlowSource
 FlowVpcInterface] restart[RouterInput RouterOutput] revoke[FlowEntitlement] start[Flow RouterInput
 RouterOutput] stop[Flow RouterInput RouterOutput] tag[GlobalResource Resource] take[RouterInput]
 untag[GlobalResource Resource] update[Bridge BridgeOutput BridgeSource BridgeState
 DestinationEndpoint Flow FlowEntitlement FlowMediaStream FlowOutput FlowSource GatewayInstance
 RouterInput RouterNetworkInterface RouterOutput SourceEndpoint]
=mediaconvert MediaConvert mediaconvert
 associate[Certificate] cancel[Job] create[Job JobTemplate Preset Queue ResourceShare]
 delete[JobTemplate Policy Preset Queue] describe[Endpoints] disassociate[Certificate] get[Job
 JobTemplate JobsQueryResults Policy Preset Queue] list[JobTemplates Jobs Presets Queues
 TagsForResource Versions] probe put[Policy] search[Jobs] start[JobsQuery] tag[Resource]
 untag[Resource] update[JobTemplate Preset Queue]
=medialive MediaLive medialive
 accept[InputDeviceTransfer] batch[Delete Start Stop UpdateSchedule] cancel[InputDeviceTransfer]
 claim[Device] create[Channel ChannelPlacementGroup CloudWatchAlarmTemplate
 CloudWatchAlarmTemplateGroup Cluster EventBridgeRuleTemplate EventBridgeRuleTemplateGroup Input
 InputSecurityGroup Multiplex MultiplexProgram Network Node NodeRegistrationScript PartnerInput
 SdiSource SignalMap Tags] delete[Channel ChannelPlacementGroup CloudWatchAlarmTemplate
 CloudWatchAlarmTemplateGroup Cluster EventBridgeRuleTemplate EventBridgeRuleTemplateGroup Input
 InputSecurityGroup Multiplex MultiplexProgram Network Node Reservation Schedule SdiSource
 SignalMap Tags] describe[AccountConfiguration Channel ChannelPlacementGroup Cluster Input
 InputDevice InputDeviceThumbnail InputSecurityGroup Multiplex MultiplexProgram Network Node
 Offering Reservation Schedule SdiSource Thumbnails] get[CloudWatchAlarmTemplate
 CloudWatchAlarmTemplateGroup EventBridgeRuleTemplate EventBridgeRuleTemplateGroup SignalMap]
 list[Alerts ChannelPlacementGroups Channels CloudWatchAlarmTemplateGroups CloudWatchAlarmTemplates
 ClusterAlerts Clusters EventBridgeRuleTemplateGroups EventBridgeRuleTemplates InputDeviceTransfers
 InputDevices InputSecurityGroups Inputs MultiplexAlerts MultiplexPrograms Multiplexes Networks
 Nodes Offerings Reservations SdiSources SignalMaps TagsForResource Versions] purchase[Offering]
 reboot[InputDevice] reject[InputDeviceTransfer] restart[ChannelPipelines] start[Channel
 DeleteMonitorDeployment InputDevice InputDeviceMaintenanceWindow MonitorDeployment Multiplex
 UpdateSignalMap] stop[Channel InputDevice Multiplex] transfer[InputDevice]
 update[AccountConfiguration Channel ChannelClass ChannelPlacementGroup CloudWatchAlarmTemplate
 CloudWatchAlarmTemplateGroup Cluster EventBridgeRuleTemplate EventBridgeRuleTemplateGroup Input
 InputDevice InputSecurityGroup Multiplex MultiplexProgram Network Node NodeState Reservation
 SdiSource]
=mediapackage MediaPackage mediapackage
 configure[Logs] create[Channel HarvestJob OriginEndpoint] delete[Channel OriginEndpoint]
 describe[Channel HarvestJob OriginEndpoint] list[Channels HarvestJobs OriginEndpoints
 TagsForResource] rotate[ChannelCredentials IngestEndpointCredentials] tag[Resource]
 untag[Resource] update[Channel OriginEndpoint]
=mediapackagev2 MediaPackageV2 mediapackagev2
 cancel[HarvestJob] create[Channel ChannelGroup HarvestJob OriginEndpoint] delete[Channel
 ChannelGroup ChannelPolicy OriginEndpoint OriginEndpointPolicy] get[Channel ChannelGroup
 ChannelPolicy HarvestJob OriginEndpoint OriginEndpointPolicy] list[ChannelGroups Channels
 HarvestJobs OriginEndpoints TagsForResource] put[ChannelPolicy OriginEndpointPolicy]
 reset[ChannelState OriginEndpointState] tag[Resource] untag[Resource] update[Channel ChannelGroup
 OriginEndpoint]
=mediapackagevod MediaPackageVod mediapackage-vod
 configure[Logs] create[Asset PackagingConfiguration PackagingGroup] delete[Asset
 PackagingConfiguration PackagingGroup] describe[Asset PackagingConfiguration PackagingGroup]
 list[Assets PackagingConfigurations PackagingGroups TagsForResource] tag[Resource] untag[Resource]
 update[PackagingGroup]
=mediastore MediaStore mediastore
 create[Container] delete[Container ContainerPolicy CorsPolicy LifecyclePolicy MetricPolicy]
 describe[Container] get[ContainerPolicy CorsPolicy LifecyclePolicy MetricPolicy] list[Containers
 TagsForResource] put[ContainerPolicy CorsPolicy LifecyclePolicy MetricPolicy] start[AccessLogging]
 stop[AccessLogging] tag[Resource] untag[Resource]
=mediastoredata MediaStoreData mediastore-data
 delete[Object] describe[Object] get[Object] list[Items] put[Object]
=mediatailor MediaTailor mediatailor
 configure[LogsForChannel LogsForPlaybackConfiguration] create[Channel LiveSource PrefetchSchedule
 Program SourceLocation VodSource] delete[Channel ChannelPolicy Function LiveSource
 PlaybackConfiguration PrefetchSchedule Program SourceLocation VodSource] describe[Channel
 LiveSource Program SourceLocation VodSource] get[ChannelPolicy ChannelSchedule Function
 PlaybackConfiguration PrefetchSchedule] list[Alerts Channels Functions LiveSources
 PlaybackConfigurations PrefetchSchedules SourceLocations TagsForResource VodSources]
 put[ChannelPolicy Function PlaybackConfiguration] start[Channel] stop[Channel] tag[Resource]
 untag[Resource] update[Channel LiveSource Program SourceLocation VodSource]
=medicalimaging MedicalImaging medical-imaging
 copy[ImageSet] create[Datastore] delete[Datastore ImageSet] get[DICOMImportJob Datastore
 ImageFrame ImageSet ImageSetMetadata] list[DICOMImportJobs Datastores ImageSetVersions
 TagsForResource] search[ImageSets] start[DICOMImportJob] tag[Resource] untag[Resource]
 update[ImageSetMetadata]
=memorydb MemoryDB memorydb
 batch[UpdateCluster] copy[Snapshot] create[ACL Cluster MultiRegionCluster ParameterGroup Snapshot
 SubnetGroup User] delete[ACL Cluster MultiRegionCluster ParameterGroup Snapshot SubnetGroup User]
 describe[ACLs Clusters EngineVersions Events MultiRegionClusters MultiRegionParameterGroups
 MultiRegionParameters ParameterGroups Parameters ReservedNodes ReservedNodesOfferings
 ServiceUpdates Snapshots SubnetGroups Users] failover[Shard] list[AllowedMultiRegionClusterUpdates
 AllowedNodeTypeUpdates Tags] purchase[ReservedNodesOffering] reset[ParameterGroup] tag[Resource]
 untag[Resource] update[ACL Cluster MultiRegionCluster ParameterGroup SubnetGroup User]
=mgn Mgn mgn
 archive[Application Wave] associate[Applications SourceServers] change[ServerLifeCycleState]
 create[Application Connector LaunchConfigurationTemplate NetworkMigrationDefinition
 RemoteSourceAction ReplicationConfigurationTemplate Wave] delete[Application Connector Job
 LaunchConfigurationTemplate NetworkMigrationDefinition RemoteSourceAction
 ReplicationConfigurationTemplate SourceServer VcenterClient Wave] describe[JobLogItems Jobs
 LaunchConfigurationTemplates ReplicationConfigurationTemplates SourceServers VcenterClients]
 disassociate[Applications SourceServers] disconnect[FromService] finalize[Cutover]
 get[LaunchConfiguration LaunchConfigurationDefaults NetworkMigrationDefinition
 NetworkMigrationMapperSegmentConstruct ReplicationConfiguration] initialize[Service]
 list[Applications Connectors ExportErrors Exports ImportErrors ImportFileEnrichments Imports
 ManagedAccounts NetworkMigrationAnalyses NetworkMigrationAnalysisResults
 NetworkMigrationCodeGenerationSegments NetworkMigrationCodeGenerations NetworkMigrationDefinitions
 NetworkMigrationDeployedStacks NetworkMigrationDeployments NetworkMigrationExecutions
 NetworkMigrationInsights NetworkMigrationMapperSegmentConstructs NetworkMigrationMapperSegments
 NetworkMigrationMappingUpdates NetworkMigrationMappings RemoteSourceActionInvocationResults
 RemoteSourceActionInvocations RemoteSourceActionJobs RemoteSourceActions SourceServerActions
 TagsForResource TemplateActions Waves] mark[AsArchived] pause[Replication] put[SourceServerAction
 TemplateAction] remove[SourceServerAction TemplateAction] resume[Replication]
 retry[DataReplication] start[Cutover Export Import ImportFileEnrichment NetworkMigrationAnalysis
 NetworkMigrationCodeGeneration NetworkMigrationDeployment NetworkMigrationMapping
 NetworkMigrationMappingUpdate RemoteSourceActionJob Replication Test] stop[Replication]
 tag[Resource] terminate[TargetInstances] unarchive[Application Wave] untag[Resource]
 update[Application Connector LaunchConfiguration LaunchConfigurationDefaults
 LaunchConfigurationTemplate NetworkMigrationDefinition NetworkMigrationMapperSegment
 RemoteSourceAction ReplicationConfiguration ReplicationConfigurationTemplate SourceServer
 SourceServerReplicationType Wave]
=migrationhub MigrationHub mgh
 associate[CreatedArtifact DiscoveredResource SourceResource] create[ProgressUpdateStream]
 delete[ProgressUpdateStream] describe[ApplicationState MigrationTask] disassociate[CreatedArtifact
 DiscoveredResource SourceResource] import[MigrationTask] list[ApplicationStates CreatedArtifacts
 DiscoveredResources MigrationTaskUpdates MigrationTasks ProgressUpdateStreams SourceResources]
 notify[ApplicationState MigrationTaskState] put[ResourceAttributes]
=migrationhubconfig MigrationHubConfig migrationhub-config
 create[HomeRegionControl] delete[HomeRegionControl] describe[HomeRegionControls] get[HomeRegion]
=migrationhuborchestrator MigrationHubOrchestrator migrationhuborchestrator
 create[Template Workflow WorkflowStep WorkflowStepGroup] delete[Template Workflow WorkflowStep
 WorkflowStepGroup] get[Template TemplateStep TemplateStepGroup Workflow WorkflowStep
 WorkflowStepGroup] list[Plugins TagsForResource TemplateStepGroups TemplateSteps Templates
 WorkflowStepGroups WorkflowSteps Workflows] retry[WorkflowStep] start[Workflow] stop[Workflow]
 tag[Resource] untag[Resource] update[Template Workflow WorkflowStep WorkflowStepGroup]
=migrationhubrefactorspaces MigrationHubRefactorSpaces migration-hub-refactor-spaces
 create[Application Environment Route Service] delete[Application Environment ResourcePolicy Route
 Service] get[Application Environment ResourcePolicy Route Service] list[Applications
 EnvironmentVpcs Environments Routes Services TagsForResource] put[ResourcePolicy] tag[Resource]
 untag[Resource] update[Route]
=migrationhubstrategy MigrationHubStrategy migrationhubstrategy
 get[ApplicationComponentDetails ApplicationComponentStrategies Assessment ImportFileTask
 LatestAssessmentId PortfolioPreferences PortfolioSummary RecommendationReportDetails ServerDetails
 ServerStrategies] list[AnalyzableServers ApplicationComponents Collectors ImportFileTask Servers]
 put[PortfolioPreferences] start[Assessment ImportFileTask RecommendationReportGeneration]
 stop[Assessment] update[ApplicationComponentConfig ServerConfig]
=mpa Mpa mpa
 cancel[Session] create[ApprovalTeam IdentitySource] delete[IdentitySource
 InactiveApprovalTeamVersion] get[ApprovalTeam IdentitySource PolicyVersion ResourcePolicy Session]
 list[ApprovalTeams IdentitySources Policies PolicyVersions ResourcePolicies Sessions
 TagsForResource] start[ActiveApprovalTeamDeletion ApprovalTeamBaseline] tag[Resource]
 untag[Resource] update[ApprovalTeam]
=mq Mq mq
 create[Broker Configuration Tags User] delete[Broker Configuration Tags User] describe[Broker
 BrokerEngineTypes BrokerInstanceOptions Configuration ConfigurationRevision SharedResources User]
 list[Brokers ConfigurationRevisions Configurations Tags Users] promote reboot[Broker]
 update[Broker Configuration User]
=mturk MTurk mturk
 accept[QualificationRequest] approve[Assignment] associate[QualificationWithWorker]
 create[AdditionalAssignmentsForHIT HIT HITType HITWithHITType QualificationType WorkerBlock]
 delete[HIT QualificationType WorkerBlock] disassociate[QualificationFromWorker] get[AccountBalance
 Assignment FileUploadURL HIT QualificationScore QualificationType] list[AssignmentsForHIT
 BonusPayments HITs HITsForQualificationType QualificationRequests QualificationTypes
 ReviewPolicyResultsForHIT ReviewableHITs WorkerBlocks WorkersWithQualificationType]
 notify[Workers] reject[Assignment QualificationRequest] send[Bonus TestEventNotification]
 update[ExpirationForHIT HITReviewStatus HITTypeOfHIT NotificationSettings QualificationType]
=mwaa Mwaa mwaa
 create[CliToken Environment WebLoginToken] delete[Environment] get[Environment] invoke[RestApi]
 list[Environments TagsForResource] publish[Metrics] tag[Resource] untag[Resource]
 update[Environment]
=mwaaserverless MwaaServerless mwaa-serverless
 create[AirflowUiUrl Workflow] delete[Workflow] get[TaskInstance Workflow WorkflowRun]
 list[TagsForResource TaskInstances WorkflowRuns WorkflowVersions Workflows] start[WorkflowRun]
 stop[WorkflowRun] tag[Resource] untag[Resource] update[Workflow]
=neptune Neptune neptune
 add[RoleToDBCluster SourceIdentifierToSubscription TagsToResource] apply[PendingMaintenanceAction]
 copy[DBClusterParameterGroup DBClusterSnapshot DBParameterGroup] create[DBCluster
 DBClusterEndpoint DBClusterParameterGroup DBClusterSnapshot DBInstance DBParameterGroup
 DBSubnetGroup EventSubscription GlobalCluster] delete[DBCluster DBClusterEndpoint
 DBClusterParameterGroup DBClusterSnapshot DBInstance DBParameterGroup DBSubnetGroup
 EventSubscription GlobalCluster] describe[DBClusterEndpoints DBClusterParameterGroups
 DBClusterParameters DBClusterSnapshotAttributes DBClusterSnapshots DBClusters DBEngineVersions
 DBInstances DBParameterGroups DBParameters DBSubnetGroups EngineDefaultClusterParameters
 EngineDefaultParameters EventCategories EventSubscriptions Events GlobalClusters
 OrderableDBInstanceOptions PendingMaintenanceActions ValidDBInstanceModifications]
 failover[DBCluster GlobalCluster] list[TagsForResource] modify[DBCluster DBClusterEndpoint
 DBClusterParameterGroup DBClusterSnapshotAttribute DBInstance DBParameterGroup DBSubnetGroup
 EventSubscription GlobalCluster] promote[ReadReplicaDBCluster] reboot[DBInstance]
 remove[FromGlobalCluster RoleFromDBCluster SourceIdentifierFromSubscription TagsFromResource]
 reset[DBClusterParameterGroup DBParameterGroup] restore[DBClusterFromSnapshot
 DBClusterToPointInTime] start[DBCluster] stop[DBCluster] switchover[GlobalCluster]
=neptunedata Neptunedata neptunedata
 cancel[GremlinQuery IndexRebuild LoaderJob MLDataProcessingJob MLModelTrainingJob
 MLModelTransformJob OpenCypherQuery] create[MLEndpoint] delete[MLEndpoint PropertygraphStatistics
 SparqlStatistics] execute[FastReset GremlinExplainQuery GremlinProfileQuery GremlinQuery
 OpenCypherExplainQuery OpenCypherQuery] get[EngineStatus GremlinQueryStatus IndexRebuildStatus
 LoaderJobStatus MLDataProcessingJob MLEndpoint MLModelTrainingJob MLModelTransformJob
 OpenCypherQueryStatus PropertygraphStatistics PropertygraphStream PropertygraphSummary
 RDFGraphSummary SparqlStatistics SparqlStream StorageInfo] list[GremlinQueries IndexRebuilds
 LoaderJobs MLDataProcessingJobs MLEndpoints MLModelTrainingJobs MLModelTransformJobs
 OpenCypherQueries] manage[PropertygraphStatistics SparqlStatistics] start[IndexRebuild LoaderJob
 MLDataProcessingJob MLModelTrainingJob MLModelTransformJob]
=neptunegraph NeptuneGraph neptune-graph
 cancel[ExportTask ImportTask Query] create[Graph GraphSnapshot GraphUsingImportTask
 PrivateGraphEndpoint] delete[Graph GraphSnapshot PrivateGraphEndpoint] execute[Query]
 get[ExportTask Graph GraphSnapshot GraphSummary ImportTask PrivateGraphEndpoint Query]
 list[ExportTasks GraphSnapshots Graphs ImportTasks PrivateGraphEndpoints Queries TagsForResource]
 reset[Graph] restore[GraphFromSnapshot] start[ExportTask Graph ImportTask] stop[Graph]
 tag[Resource] untag[Resource] update[Graph]
=networkfirewall NetworkFirewall network-firewall
 accept[NetworkFirewallTransitGatewayAttachment] associate[AvailabilityZones FirewallPolicy
 Subnets] create[ContainerAssociation Firewall FirewallPolicy FirewallPolicyV2 RuleGroup
 TLSInspectionConfiguration VpcEndpointAssociation] delete[ContainerAssociation Firewall
 FirewallPolicy FirewallPolicyV2 NetworkFirewallTransitGatewayAttachment Proxy ResourcePolicy
 RuleGroup TLSInspectionConfiguration VpcEndpointAssociation] describe[ContainerAssociation
 Firewall FirewallMetadata FirewallPolicy FirewallPolicyV2 FlowOperation LoggingConfiguration Proxy
 ResourcePolicy RuleGroup RuleGroupMetadata RuleGroupSummary TLSInspectionConfiguration
 VpcEndpointAssociation] disassociate[AvailabilityZones Subnets] get[AnalysisReportResults]
 list[AnalysisReports ContainerAssociations ContextStores FirewallPolicies FirewallPoliciesV2
 Firewalls FlowOperationResults FlowOperations ResourcesInContextStore RuleGroups
 TLSInspectionConfigurations TagsForResource VpcEndpointAssociations] put[ResourcePolicy]
 reject[NetworkFirewallTransitGatewayAttachment] start[AnalysisReport FlowCapture FlowFlush]
 tag[Resource] untag[Resource] update[AvailabilityZoneChangeProtection ContainerAssociation
 FirewallAnalysisSettings FirewallDeleteProtection FirewallDescription
 FirewallEncryptionConfiguration FirewallPolicy FirewallPolicyChangeProtection FirewallPolicyV2
 LoggingConfiguration ProxySettings RuleGroup SubnetChangeProtection TLSInspectionConfiguration]
=networkflowmonitor NetworkFlowMonitor networkflowmonitor
 create[Monitor PerformanceMonitor Scope] delete[Monitor PerformanceMonitor Scope] get[Monitor
 MonitorScopeSuggestions PerformanceMonitor QueryResultsMonitorTopContributors
 QueryResultsPerformanceMonitor QueryResultsWorkloadInsightsTopContributors
 QueryResultsWorkloadInsightsTopContributorsData QueryStatusMonitorTopContributors
 QueryStatusPerformanceMonitor QueryStatusWorkloadInsightsTopContributors
 QueryStatusWorkloadInsightsTopContributorsData Scope] list[Monitors PerformanceMonitors Scopes
 TagsForResource] start[QueryMonitorTopContributors QueryPerformanceMonitor
 QueryWorkloadInsightsTopContributors QueryWorkloadInsightsTopContributorsData]
 stop[QueryMonitorTopContributors QueryPerformanceMonitor QueryWorkloadInsightsTopContributors
 QueryWorkloadInsightsTopContributorsData] tag[Resource] untag[Resource] update[Monitor
 PerformanceMonitor Scope]
=networkmanager NetworkManager networkmanager
 accept[Attachment] associate[ConnectPeer ContextStore CustomerGateway Link
 TransitGatewayConnectPeer] create[ConnectAttachment ConnectPeer Connection ContextStore
 CoreNetwork CoreNetworkPrefixListAssociation Device DirectConnectGatewayAttachment GlobalNetwork
 Link Site SiteToSiteVpnAttachment TransitGatewayPeering TransitGatewayRouteTableAttachment
 VpcAttachment] delete[Attachment ConnectPeer Connection ContextStore CoreNetwork
 CoreNetworkPolicyVersion CoreNetworkPrefixListAssociation Device GlobalNetwork Link Peering
 ResourcePolicy Site] deregister[TransitGateway] describe[GlobalNetworks] disassociate[ConnectPeer
 ContextStore CustomerGateway Link TransitGatewayConnectPeer] execute[CoreNetworkChangeSet]
 get[ConnectAttachment ConnectPeer ConnectPeerAssociations Connections ContextStore
 ContextStoreAssociation ContextVersion CoreNetwork CoreNetworkChangeEvents CoreNetworkChangeSet
 CoreNetworkPolicy CustomerGatewayAssociations Devices DirectConnectGatewayAttachment
 LinkAssociations Links NetworkResourceCounts NetworkResourceRelationships NetworkResources
 NetworkRoutes NetworkTelemetry ResourcePolicy RouteAnalysis SiteToSiteVpnAttachment Sites
 TransitGatewayConnectPeerAssociations TransitGatewayPeering TransitGatewayRegistrations
 TransitGatewayRouteTableAttachment VpcAttachment] list[AttachmentNatConfigurations
 AttachmentRoutingPolicyAssociations Attachments ConnectPeers ContextChanges
 ContextStoreAssociations ContextStores Contexts CoreNetworkPolicyVersions
 CoreNetworkPrefixListAssociations CoreNetworkRoutingInformation CoreNetworks
 OrganizationServiceAccessStatus Peerings TagsForResource] put[AttachmentRoutingPolicyLabel
 CoreNetworkPolicy ResourcePolicy] register[TransitGateway] reject[Attachment]
 remove[AttachmentRoutingPolicyLabel] restore[CoreNetworkPolicyVersion]
 start[OrganizationServiceAccessUpdate RouteAnalysis] tag[Resource] untag[Resource]
 update[AttachmentNatConfiguration Connection ContextStore CoreNetwork Device
 DirectConnectGatewayAttachment GlobalNetwork Link NetworkResourceMetadata Site VpcAttachment]
=networkmonitor NetworkMonitor networkmonitor
 create[Monitor Probe] delete[Monitor Probe] get[Monitor Probe] list[Monitors TagsForResource]
 tag[Resource] untag[Resource] update[Monitor Probe]
=networksecuritymanager NetworkSecurityManager network-security-manager
 create[Deployment DeploymentSnapshot Policy PolicySnapshot Rule RuleSnapshot Scope ScopeSnapshot
 Template TemplateSnapshot] delete[AdminAccount Deployment Policy Rule Scope Template]
 generate[RuleConfiguration] get[AdminAccount Deployment Policy Rule Scope Template]
 list[AdminAccounts AggregateResourceSynchronizationStatuses DeploymentSnapshots Deployments
 Policies PolicySnapshots ResourceAssociations ResourceSynchronizationStatuses RuleSnapshots Rules
 ScopeSnapshots Scopes TagsForResource TemplateSnapshots Templates] put[AdminAccount] tag[Resource]
 untag[Resource] update[Deployment Policy Rule Scope Template]
=notifications Notifications notifications
 associate[Channel ManagedNotificationAccountContact ManagedNotificationAdditionalChannel
 OrganizationalUnit] create[EventRule NotificationConfiguration] delete[EventRule
 NotificationConfiguration] deregister[NotificationHub] disable[NotificationsAccessForOrganization]
 disassociate[Channel ManagedNotificationAccountContact ManagedNotificationAdditionalChannel
 OrganizationalUnit] enable[NotificationsAccessForOrganization] get[EventRule
 ManagedNotificationChildEvent ManagedNotificationConfiguration ManagedNotificationEvent
 NotificationConfiguration NotificationEvent NotificationsAccessForOrganization] list[Channels
 EventRules ManagedNotificationChannelAssociations ManagedNotificationChildEvents
 ManagedNotificationConfigurations ManagedNotificationEvents MemberAccounts
 NotificationConfigurations NotificationEvents NotificationHubs OrganizationalUnits
 TagsForResource] register[NotificationHub] tag[Resource] untag[Resource] update[EventRule
 ManagedNotificationChannelAssociation NotificationConfiguration]
=notificationscontacts NotificationsContacts notificationscontacts
 activate[EmailContact] create[EmailContact] delete[EmailContact] get[EmailContact]
 list[EmailContacts TagsForResource] send[ActivationCode] tag[Resource] untag[Resource]
=novaact NovaAct nova-act
 create[Act Session WorkflowDefinition WorkflowRun] delete[WorkflowDefinition WorkflowRun]
 get[WorkflowDefinition WorkflowRun] invoke[ActStep] list[Acts Models Sessions WorkflowDefinitions
 WorkflowRuns] update[Act WorkflowRun]
=oam Oam oam
 create[Link Sink] delete[Link Sink] get[Link Sink SinkPolicy] list[AttachedLinks Links Sinks
 TagsForResource] put[SinkPolicy] tag[Resource] untag[Resource] update[Link]
=observabilityadmin ObservabilityAdmin observabilityadmin
 create[CentralizationRuleForOrganization Connector DatasetIntegration S3TableIntegration
 TelemetryPipeline TelemetryRule TelemetryRuleForOrganization]
 delete[CentralizationRuleForOrganization Connector DatasetIntegration S3TableIntegration
 TelemetryPipeline TelemetryRule TelemetryRuleForOrganization]
 get[CentralizationRuleForOrganization Connector ConnectorTelemetryManifest ConnectorTelemetrySetup
 DatasetIntegration S3TableIntegration TelemetryEnrichmentStatus TelemetryEvaluationStatus
 TelemetryEvaluationStatusForOrganization TelemetryPipeline TelemetryRule
 TelemetryRuleForOrganization ThirdPartyTelemetryEnrichment]
 list[CentralizationRulesForOrganization Connectors DatasetIntegrations ResourceTelemetry
 ResourceTelemetryForOrganization ResourcesByConnector S3TableIntegrations TagsForResource
 TelemetryPipelines TelemetryRules TelemetryRulesForOrganization ThirdPartyTelemetryEnrichments]
 put[ConnectorTelemetryManifest] start[TelemetryEnrichment TelemetryEvaluation
 TelemetryEvaluationForOrganization TelemetryPipelineRefresh ThirdPartyTelemetryEnrichment]
 stop[TelemetryEnrichment TelemetryEvaluation TelemetryEvaluationForOrganization
 ThirdPartyTelemetryEnrichment] tag[Resource] test[TelemetryPipeline] untag[Resource]
 update[CentralizationRuleForOrganization DatasetIntegration TelemetryPipeline TelemetryRule
 TelemetryRuleForOrganization] validate[TelemetryPipelineConfiguration]
=odb Odb odb
 accept[MarketplaceRegistration] associate[IamRoleToResource VirtualMachinesToCloudVmCluster
 VirtualMachinesToExadbVmCluster] create[AutonomousDatabase AutonomousDatabaseBackup
 AutonomousDatabaseWallet CloudAutonomousVmCluster CloudExadataInfrastructure CloudVmCluster
 ExadbVmCluster ExascaleDbStorageVault OdbNetwork OdbPeeringConnection] delete[AutonomousDatabase
 AutonomousDatabaseBackup CloudAutonomousVmCluster CloudExadataInfrastructure CloudVmCluster
 ExadbVmCluster ExascaleDbStorageVault OdbNetwork OdbPeeringConnection]
 disassociate[IamRoleFromResource VirtualMachinesFromCloudVmCluster
 VirtualMachinesFromExadbVmCluster] failover[AutonomousDatabase] get[AutonomousDatabase
 AutonomousDatabaseBackup AutonomousDatabaseWalletDetails CloudAutonomousVmCluster
 CloudExadataInfrastructure CloudExadataInfrastructureUnallocatedResources CloudVmCluster DbNode
 DbServer ExadbVmCluster ExascaleDbStorageVault OciOnboardingStatus OdbNetwork
 OdbPeeringConnection] initialize[Service] list[AutonomousDatabaseBackups
 AutonomousDatabaseCharacterSets AutonomousDatabaseClones AutonomousDatabasePeers
 AutonomousDatabaseVersions AutonomousDatabases AutonomousVirtualMachines CloudAutonomousVmClusters
 CloudExadataInfrastructures CloudVmClusters DbNodes DbServers DbSystemShapes ExadbVmClusters
 ExascaleDbStorageVaults FlexComponents GiMinorVersions GiVersions OdbNetworks
 OdbPeeringConnections SystemVersions TagsForResource] reboot[AutonomousDatabase DbNode]
 restore[AutonomousDatabase] shrink[AutonomousDatabase] start[AutonomousDatabase DbNode]
 stop[AutonomousDatabase DbNode] switchover[AutonomousDatabase] tag[Resource] untag[Resource]
 update[AutonomousDatabase AutonomousDatabaseBackup CloudAutonomousVmCluster
 CloudExadataInfrastructure CloudExadataInfrastructureStorageCapacity CloudVmCluster ExadbVmCluster
 ExascaleCloudExadataInfrastructure ExascaleDbStorageVault OdbNetwork OdbPeeringConnection]
=omics Omics omics
 abort[MultipartReadSetUpload] accept[Share] batch[DeleteReadSet] cancel[AnnotationImportJob Run
 RunBatch VariantImportJob] complete[MultipartReadSetUpload] create[AnnotationStore
 AnnotationStoreVersion Configuration MultipartReadSetUpload ReferenceStore RunCache RunGroup
 SequenceStore Share VariantStore Workflow WorkflowVersion] delete[AnnotationStore
 AnnotationStoreVersions Batch Configuration Reference ReferenceStore Run RunBatch RunCache
 RunGroup S3AccessPolicy SequenceStore Share VariantStore Workflow WorkflowVersion]
 get[AnnotationImportJob AnnotationStore AnnotationStoreVersion Batch Configuration ReadSet
 ReadSetActivationJob ReadSetExportJob ReadSetImportJob ReadSetMetadata Reference
 ReferenceImportJob ReferenceMetadata ReferenceStore Run RunCache RunGroup RunTask S3AccessPolicy
 SequenceStore Share VariantImportJob VariantStore Workflow WorkflowVersion]
 list[AnnotationImportJobs AnnotationStoreVersions AnnotationStores Batch Configurations
 MultipartReadSetUploads ReadSetActivationJobs ReadSetExportJobs ReadSetImportJobs
 ReadSetUploadParts ReadSets ReferenceImportJobs ReferenceStores References RunCaches RunGroups
 RunTasks Runs RunsInBatch SequenceStores Shares TagsForResource VariantImportJobs VariantStores
 WorkflowVersions Workflows] put[S3AccessPolicy] start[AnnotationImportJob ReadSetActivationJob
 ReadSetExportJob ReadSetImportJob ReferenceImportJob Run RunBatch VariantImportJob] tag[Resource]
 untag[Resource] update[AnnotationStore AnnotationStoreVersion RunCache RunGroup SequenceStore
 VariantStore Workflow WorkflowVersion] upload[ReadSetPart]
=opensearch OpenSearch opensearch
 accept[InboundConnection] add[DataSource DirectQueryDataSource ReplicationPeer Tags]
 associate[Package Packages] attach[DataSource] authorize[VpcEndpointAccess]
 cancel[DomainConfigChange ServiceSoftwareUpdate] compare[DomainConfiguration] create[Application
 Domain Index OutboundConnection Package VpcEndpoint] delete[Application DataSource
 DirectQueryDataSource Domain InboundConnection Index OutboundConnection Package VpcEndpoint]
 deregister[Capability] describe[DataSourceAttachment Domain DomainAutoTunes DomainChangeProgress
 DomainConfig DomainHealth DomainNodes DomainReplication Domains DryRunProgress InboundConnections
 InsightDetails InstanceTypeLimits OutboundConnections Packages ReservedInstanceOfferings
 ReservedInstances VpcEndpoints] detach[DataSource] dissociate[Package Packages]
 failover[Replication] get[Application Capability CompatibleVersions DataSource
 DefaultApplicationSetting DirectQueryDataSource DomainMaintenanceStatus Index Migration
 PackageVersionHistory UpgradeHistory UpgradeStatus] insight[Feedback] list[Applications
 DataSourceAttachments DataSources DirectQueryDataSources DomainMaintenances DomainNames
 DomainsForPackage Insights InstanceTypeDetails Migrations PackagesForDomain ScheduledActions Tags
 Versions VpcEndpointAccess VpcEndpoints VpcEndpointsForDomain] purchase[ReservedInstanceOffering]
 put[DefaultApplicationSetting] register[Capability] reject[InboundConnection]
 remove[ReplicationPeer Tags] revoke[VpcEndpointAccess] rollback[ServiceSoftwareUpdate]
 start[DomainMaintenance Migration ServiceSoftwareUpdate] switchover[Replication]
 update[Application Clone DataSource DirectQueryDataSource DomainConfig Index Package PackageScope
 ScheduledAction VpcEndpoint] upgrade[Domain]
=opensearchmemory OpenSearchMemory opensearchmemory
 batch[GetEvent] create[Event Memory Space] delete[Event Memory Space] get[Event Memory Space]
 list[Events Memories Spaces TagsForResource] search[Events Memories] tag[Resource] untag[Resource]
 update[Memory Space]
=opensearchserverless OpenSearchServerless opensearchserverless
 batch[GetCollection GetCollectionGroup GetEffectiveLifecyclePolicy GetLifecyclePolicy
 GetVpcEndpoint] cancel[IngestionJob] create[AccessPolicy Collection CollectionGroup Index
 IngestionJob IngestionStream LifecyclePolicy SecurityConfig SecurityPolicy VpcEndpoint]
 delete[AccessPolicy Collection CollectionGroup Index IngestionStream LifecyclePolicy
 SecurityConfig SecurityPolicy VpcEndpoint] get[AccessPolicy AccountSettings Index IngestionJob
 IngestionStream PoliciesStats SecurityConfig SecurityPolicy] list[AccessPolicies CollectionGroups
 Collections IngestionJobs IngestionStreams LifecyclePolicies SecurityConfigs SecurityPolicies
 TagsForResource VpcEndpoints] tag[Resource] untag[Resource] update[AccessPolicy AccountSettings
 Collection CollectionGroup Index LifecyclePolicy SecurityConfig SecurityPolicy VpcEndpoint]
=organizations Organizations organizations
 accept[Handshake] attach[Policy] cancel[Handshake] close[Account] create[Account GovCloudAccount
 Organization OrganizationalUnit Policy] decline[Handshake] delete[Organization OrganizationalUnit
 Policy ResourcePolicy] deregister[DelegatedAdministrator] describe[Account CreateAccountStatus
 EffectivePolicy Handshake Organization OrganizationalUnit Policy ResourcePolicy
 ResponsibilityTransfer] detach[Policy] disable[AWSServiceAccess PolicyType]
 enable[AWSServiceAccess AllFeatures PolicyType] invite[AccountToOrganization
 OrganizationToTransferResponsibility] leave[Organization] list[AWSServiceAccessForOrganization
 Accounts AccountsForParent AccountsWithInvalidEffectivePolicy Children CreateAccountStatus
 DelegatedAdministrators DelegatedServicesForAccount EffectivePolicyValidationErrors
 HandshakesForAccount HandshakesForOrganization InboundResponsibilityTransfers
 OrganizationalUnitsForParent OutboundResponsibilityTransfers Parents Policies PoliciesForTarget
 Roots TagsForResource TargetsForPolicy] move[Account] put[ResourcePolicy]
 register[DelegatedAdministrator] remove[AccountFromOrganization] tag[Resource]
 terminate[ResponsibilityTransfer] untag[Resource] update[OrganizationalUnit Policy
 ResponsibilityTransfer]
=osis Osis osis
 create[Pipeline PipelineEndpoint] delete[Pipeline PipelineEndpoint ResourcePolicy] get[Pipeline
 PipelineBlueprint PipelineChangeProgress ResourcePolicy] list[PipelineBlueprints
 PipelineEndpointConnections PipelineEndpoints Pipelines TagsForResource] put[ResourcePolicy]
 revoke[PipelineEndpointConnections] start[Pipeline] stop[Pipeline] tag[Resource] untag[Resource]
 update[Pipeline] validate[Pipeline]
=outposts Outposts outposts
 cancel[CapacityTask Order] create[Order Outpost PrivateConnectivityConfig Quote Renewal Site]
 delete[Outpost Quote Site] get[CapacityTask CatalogItem Connection Order Outpost
 OutpostBillingInformation OutpostInstanceTypes OutpostSupportedInstanceTypes
 PrivateConnectivityConfig Quote RenewalPricing Site SiteAddress] list[AssetInstances Assets
 BlockingInstancesForCapacityTask CapacityTasks CatalogItems OrderableInstanceTypes Orders Outposts
 Quotes Sites TagsForResource] start[CapacityTask Connection OutpostDecommission] tag[Resource]
 untag[Resource] update[Outpost Quote Site SiteAddress SiteRackPhysicalProperties]
=partnercentralaccount PartnerCentralAccount partnercentral-account
 accept[ConnectionInvitation] associate[AwsTrainingCertificationEmailDomain] cancel[Connection
 ConnectionInvitation ProfileUpdateTask] create[ConnectionInvitation Partner]
 disassociate[AwsTrainingCertificationEmailDomain] get[AllianceLeadContact Connection
 ConnectionInvitation ConnectionPreferences Partner ProfileUpdateTask ProfileVisibility
 QualificationsAssociationDetails QualificationsAssociationTask QualificationsDisassociationTask
 Verification] list[ConnectionInvitations Connections Partners TagsForResource]
 put[AllianceLeadContact ProfileVisibility] reject[ConnectionInvitation]
 send[EmailVerificationCode] start[ProfileUpdateTask QualificationsAssociationTask
 QualificationsDisassociationTask Verification] tag[Resource] untag[Resource]
 update[ConnectionPreferences]
=partnercentralbenefits PartnerCentralBenefits partnercentral-benefits
 amend[BenefitApplication] associate[BenefitApplicationResource] cancel[BenefitApplication]
 create[BenefitApplication] disassociate[BenefitApplicationResource] get[Benefit BenefitAllocation
 BenefitApplication] list[BenefitAllocations BenefitApplications Benefits TagsForResource]
 recall[BenefitApplication] submit[BenefitApplication] tag[Resource] untag[Resource]
 update[BenefitApplication]
=partnercentralchannel PartnerCentralChannel partnercentral-channel
 accept[ChannelHandshake] cancel[ChannelHandshake] create[ChannelHandshake ProgramManagementAccount
 Relationship] delete[ProgramManagementAccount Relationship] get[Relationship]
 list[ChannelHandshakes ProgramManagementAccounts Relationships TagsForResource]
 reject[ChannelHandshake] tag[Resource] untag[Resource] update[ProgramManagementAccount
 Relationship]
=partnercentralrevenuemeasurement PartnerCentralRevenueMeasurement partnercentral-revenue-measurement
 create[MarketplaceRevenueShare MarketplaceRevenueShareAllocation RevenueAttribution]
 get[MarketplaceRevenueShare MarketplaceRevenueShareAllocation RevenueAttribution
 RevenueAttributionAllocation RevenueAttributionAllocationsTask]
 list[MarketplaceRevenueShareAllocations MarketplaceRevenueShares RevenueAttributionAllocations
 RevenueAttributions TagsForResource] start[RevenueAttributionAllocationsTask] tag[Resource]
 untag[Resource] update[MarketplaceRevenueShareAllocation RevenueAttribution]
=partnercentralselling PartnerCentralSelling partnercentral-selling
 accept[EngagementInvitation] assign[Opportunity] associate[Opportunity] create[Engagement
 EngagementContext EngagementInvitation Opportunity ResourceSnapshot ResourceSnapshotJob]
 delete[ResourceSnapshotJob] disassociate[Opportunity] get[AwsOpportunitySummary Engagement
 EngagementInvitation Opportunity ProspectingFromEngagementTask ResourceSnapshot
 ResourceSnapshotJob SellingSystemSettings] list[EngagementByAcceptingInvitationTasks
 EngagementFromOpportunityTasks EngagementInvitations EngagementMembers
 EngagementResourceAssociations Engagements Opportunities OpportunityFromEngagementTasks
 ProspectingFromEngagementTasks ResourceSnapshotJobs ResourceSnapshots Solutions TagsForResource]
 put[SellingSystemSettings] reject[EngagementInvitation] start[EngagementByAcceptingInvitationTask
 EngagementFromOpportunityTask OpportunityFromEngagementTask ProspectingFromEngagementTask
 ResourceSnapshotJob] stop[ResourceSnapshotJob] submit[Opportunity] tag[Resource] untag[Resource]
 update[EngagementContext Opportunity]
=paymentcryptography PaymentCryptography payment-cryptography
 add[KeyReplicationRegions] associate[MpaTeam] create[Alias Key] delete[Alias Key ResourcePolicy]
 disable[DefaultKeyReplicationRegions] disassociate[MpaTeam] enable[DefaultKeyReplicationRegions]
 export[Key] get[Alias CertificateSigningRequest DefaultKeyReplicationRegions Key
 MpaTeamAssociation ParametersForExport ParametersForImport PublicKeyCertificate ResourcePolicy]
 import[Key] list[Aliases Keys TagsForResource] put[ResourcePolicy] remove[KeyReplicationRegions]
 restore[Key] start[KeyUsage] stop[KeyUsage] tag[Resource] untag[Resource] update[Alias]
=paymentcryptographydata PaymentCryptographyData payment-cryptography-data
 decrypt[Data] encrypt[Data] generate[As2805KekValidation AuthRequestCryptogram CardValidationData
 Mac MacEmvPinChange PinData] re[EncryptData] translate[KeyMaterial PinData]
 verify[AuthRequestCryptogram CardValidationData Mac PinData]
=pcaconnectorad PcaConnectorAd pca-connector-ad
 create[Connector DirectoryRegistration ServicePrincipalName Template
 TemplateGroupAccessControlEntry] delete[Connector DirectoryRegistration ServicePrincipalName
 Template TemplateGroupAccessControlEntry] get[Connector DirectoryRegistration ServicePrincipalName
 Template TemplateGroupAccessControlEntry] list[Connectors DirectoryRegistrations
 ServicePrincipalNames TagsForResource TemplateGroupAccessControlEntries Templates] tag[Resource]
 untag[Resource] update[Template TemplateGroupAccessControlEntry]
=pcaconnectorscep PcaConnectorScep pca-connector-scep
 create[Challenge Connector] delete[Challenge Connector] get[ChallengeMetadata ChallengePassword
 Connector] list[ChallengeMetadata Connectors TagsForResource] tag[Resource] untag[Resource]
=pcs Pcs pcs
 create[Cluster ComputeNodeGroup Queue] delete[Cluster ComputeNodeGroup Queue] get[Cluster
 ComputeNodeGroup Queue] list[Clusters ComputeNodeGroups Queues TagsForResource]
 register[ComputeNodeGroupInstance] tag[Resource] untag[Resource] update[Cluster ComputeNodeGroup
 Queue]
=personalize Personalize personalize
 create[BatchInferenceJob BatchSegmentJob Campaign DataDeletionJob Dataset DatasetExportJob
 DatasetGroup DatasetImportJob EventTracker Filter MetricAttribution Recommender Schema Solution
 SolutionVersion] delete[Campaign Dataset DatasetGroup EventTracker Filter MetricAttribution
 Recommender Schema Solution] describe[Algorithm BatchInferenceJob BatchSegmentJob Campaign
 DataDeletionJob Dataset DatasetExportJob DatasetGroup DatasetImportJob EventTracker
 FeatureTransformation Filter MetricAttribution Recipe Recommender Schema Solution SolutionVersion]
 get[SolutionMetrics] list[BatchInferenceJobs BatchSegmentJobs Campaigns DataDeletionJobs
 DatasetExportJobs DatasetGroups DatasetImportJobs Datasets EventTrackers Filters
 MetricAttributionMetrics MetricAttributions Recipes Recommenders Schemas SolutionVersions
 Solutions TagsForResource] start[Recommender] stop[Recommender SolutionVersionCreation]
 tag[Resource] untag[Resource] update[Campaign Dataset MetricAttribution Recommender Solution]
=personalizeevents PersonalizeEvents personalize-events
 put[ActionInteractions Actions Events Items Users]
=personalizeruntime PersonalizeRuntime personalize-runtime
 get[ActionRecommendations PersonalizedRanking Recommendations]
=pi Pi pi
 create[PerformanceAnalysisReport] delete[PerformanceAnalysisReport] describe[DimensionKeys]
 get[DimensionKeyDetails PerformanceAnalysisReport ResourceMetadata ResourceMetrics]
 list[AvailableResourceDimensions AvailableResourceMetrics PerformanceAnalysisReportRecommendations
 PerformanceAnalysisReports TagsForResource] tag[Resource] untag[Resource]
=pinpoint Pinpoint pinpoint
 create[App Campaign EmailTemplate ExportJob ImportJob InAppTemplate Journey PushTemplate
 RecommenderConfiguration Segment SmsTemplate VoiceTemplate] delete[AdmChannel ApnsChannel
 ApnsSandboxChannel ApnsVoipChannel ApnsVoipSandboxChannel App BaiduChannel Campaign EmailChannel
 EmailTemplate Endpoint EventStream GcmChannel InAppTemplate Journey PushTemplate
 RecommenderConfiguration Segment SmsChannel SmsTemplate UserEndpoints VoiceChannel VoiceTemplate]
 get[AdmChannel ApnsChannel ApnsSandboxChannel ApnsVoipChannel ApnsVoipSandboxChannel App
 ApplicationDateRangeKpi ApplicationSettings Apps BaiduChannel Campaign CampaignActivities
 CampaignDateRangeKpi CampaignVersion CampaignVersions Campaigns Channels EmailChannel
 EmailTemplate Endpoint EventStream ExportJob ExportJobs GcmChannel ImportJob ImportJobs
 InAppMessages InAppTemplate Journey JourneyDateRangeKpi JourneyExecutionActivityMetrics
 JourneyExecutionMetrics JourneyRunExecutionActivityMetrics JourneyRunExecutionMetrics JourneyRuns
 PushTemplate RecommenderConfiguration RecommenderConfigurations Segment SegmentExportJobs
 SegmentImportJobs SegmentVersion SegmentVersions Segments SmsChannel SmsTemplate UserEndpoints
 VoiceChannel VoiceTemplate] list[Journeys TagsForResource TemplateVersions Templates]
 phone[NumberValidate] put[EventStream Events] remove[Attributes] send[Messages OTPMessage
 UsersMessages] tag[Resource] untag[Resource] update[AdmChannel ApnsChannel ApnsSandboxChannel
 ApnsVoipChannel ApnsVoipSandboxChannel ApplicationSettings BaiduChannel Campaign EmailChannel
 EmailTemplate Endpoint EndpointsBatch GcmChannel InAppTemplate Journey JourneyState PushTemplate
 RecommenderConfiguration Segment SmsChannel SmsTemplate TemplateActiveVersion VoiceChannel
 VoiceTemplate] verify[OTPMessage]
=pinpointemail PinpointEmail pinpoint-email
 create[ConfigurationSet ConfigurationSetEventDestination DedicatedIpPool DeliverabilityTestReport
 EmailIdentity] delete[ConfigurationSet ConfigurationSetEventDestination DedicatedIpPool
 EmailIdentity] get[Account BlacklistReports ConfigurationSet ConfigurationSetEventDestinations
 DedicatedIp DedicatedIps DeliverabilityDashboardOptions DeliverabilityTestReport
 DomainDeliverabilityCampaign DomainStatisticsReport EmailIdentity] list[ConfigurationSets
 DedicatedIpPools DeliverabilityTestReports DomainDeliverabilityCampaigns EmailIdentities
 TagsForResource] put[AccountDedicatedIpWarmupAttributes AccountSendingAttributes
 ConfigurationSetDeliveryOptions ConfigurationSetReputationOptions ConfigurationSetSendingOptions
 ConfigurationSetTrackingOptions DedicatedIpInPool DedicatedIpWarmupAttributes
 DeliverabilityDashboardOption EmailIdentityDkimAttributes EmailIdentityFeedbackAttributes
 EmailIdentityMailFromAttributes] send[Email] tag[Resource] untag[Resource]
 update[ConfigurationSetEventDestination]
=pinpointsmsvoice PinpointSmsVoice pinpoint-sms-voice,sms-voice
 create[ConfigurationSet ConfigurationSetEventDestination] delete[ConfigurationSet
 ConfigurationSetEventDestination] get[ConfigurationSetEventDestinations] list[ConfigurationSets]
 send[VoiceMessage] update[ConfigurationSetEventDestination]
=pinpointsmsvoicev2 PinpointSmsVoiceV2 pinpoint-sms-voice-v2
 associate[OriginationIdentity ProtectConfiguration] carrier[Lookup] create[ConfigurationSet
 EventDestination NotifyConfiguration OptOutList Pool ProtectConfiguration RcsAgent Registration
 RegistrationAssociation RegistrationAttachment RegistrationVersion VerifiedDestinationNumber]
 delete[AccountDefaultProtectConfiguration ConfigurationSet DefaultMessageType DefaultSenderId
 EventDestination Keyword MediaMessageSpendLimitOverride NotifyConfiguration
 NotifyMessageSpendLimitOverride OptOutList OptedOutNumber Pool ProtectConfiguration
 ProtectConfigurationRuleSetNumberOverride RcsAgent RcsMessageSpendLimitOverride Registration
 RegistrationAttachment RegistrationFieldValue ResourcePolicy TextMessageSpendLimitOverride
 VerifiedDestinationNumber VoiceMessageSpendLimitOverride] describe[AccountAttributes AccountLimits
 ConfigurationSets Keywords NotifyConfigurations NotifyTemplates OptOutLists OptedOutNumbers
 PhoneNumbers Pools ProtectConfigurations RcsAgentCountryLaunchStatus RcsAgents
 RegistrationAttachments RegistrationFieldDefinitions RegistrationFieldValues
 RegistrationSectionDefinitions RegistrationTypeDefinitions RegistrationVersions Registrations
 SenderIds SpendLimits VerifiedDestinationNumbers] disassociate[OriginationIdentity
 ProtectConfiguration] discard[RegistrationVersion] get[ProtectConfigurationCountryRuleSet
 ResourcePolicy] list[AvailablePhoneNumbers NotifyCountries PoolOriginationIdentities
 ProtectConfigurationRuleSetNumberOverrides RegistrationAssociations TagsForResource] put[Keyword
 MessageFeedback OptedOutNumber ProtectConfigurationRuleSetNumberOverride RegistrationFieldValue
 ResourcePolicy] release[PhoneNumber SenderId] request[PhoneNumber SenderId]
 send[DestinationNumberVerificationCode MediaMessage NotifyTextMessage NotifyVoiceMessage
 RcsMessage TextMessage VoiceMessage] set[AccountDefaultProtectConfiguration
 DefaultMessageFeedbackEnabled DefaultMessageType DefaultSenderId MediaMessageSpendLimitOverride
 NotifyMessageSpendLimitOverride RcsMessageSpendLimitOverride TextMessageSpendLimitOverride
 VoiceMessageSpendLimitOverride] submit[RegistrationVersion] tag[Resource] untag[Resource]
 update[EventDestination NotifyConfiguration PhoneNumber Pool ProtectConfiguration
 ProtectConfigurationCountryRuleSet RcsAgent SenderId] verify[DestinationNumber]
=pipes Pipes pipes
 create[Pipe] delete[Pipe] describe[Pipe] list[Pipes TagsForResource] start[Pipe] stop[Pipe]
 tag[Resource] untag[Resource] update[Pipe]
=polly Polly polly
 delete[Lexicon] describe[Voices] get[Lexicon SpeechSynthesisTask] list[Lexicons
 SpeechSynthesisTasks TagsForResource] put[Lexicon] start[SpeechSynthesisStream!
 SpeechSynthesisTask] synthesize[Speech] tag[Resource] untag[Resource]
=pricing Pricing pricing
 describe[Services] get[AttributeValues PriceListFileUrl Products] list[PriceLists]
=pricingplanmanager PricingPlanManager pricing-plan-manager
 approve[PaidSubscription] associate[ResourcesToSubscription] cancel[Subscription
 SubscriptionChange] create[Subscription] disassociate[ResourcesFromSubscription] get[Subscription]
 list[Subscriptions] update[Subscription]
=proton Proton proton
 accept[EnvironmentAccountConnection] cancel[ComponentDeployment EnvironmentDeployment
 ServiceInstanceDeployment ServicePipelineDeployment] create[Component Environment
 EnvironmentAccountConnection EnvironmentTemplate EnvironmentTemplateVersion Repository Service
 ServiceInstance ServiceSyncConfig ServiceTemplate ServiceTemplateVersion TemplateSyncConfig]
 delete[Component Deployment Environment EnvironmentAccountConnection EnvironmentTemplate
 EnvironmentTemplateVersion Repository Service ServiceSyncConfig ServiceTemplate
 ServiceTemplateVersion TemplateSyncConfig] get[AccountSettings Component Deployment Environment
 EnvironmentAccountConnection EnvironmentTemplate EnvironmentTemplateVersion Repository
 RepositorySyncStatus ResourcesSummary Service ServiceInstance ServiceInstanceSyncStatus
 ServiceSyncBlockerSummary ServiceSyncConfig ServiceTemplate ServiceTemplateVersion
 TemplateSyncConfig TemplateSyncStatus] list[ComponentOutputs ComponentProvisionedResources
 Components Deployments EnvironmentAccountConnections EnvironmentOutputs
 EnvironmentProvisionedResources EnvironmentTemplateVersions EnvironmentTemplates Environments
 Repositories RepositorySyncDefinitions ServiceInstanceOutputs ServiceInstanceProvisionedResources
 ServiceInstances ServicePipelineOutputs ServicePipelineProvisionedResources
 ServiceTemplateVersions ServiceTemplates Services TagsForResource]
 notify[ResourceDeploymentStatusChange] reject[EnvironmentAccountConnection] tag[Resource]
 untag[Resource] update[AccountSettings Component Environment EnvironmentAccountConnection
 EnvironmentTemplate EnvironmentTemplateVersion Service ServiceInstance ServicePipeline
 ServiceSyncBlocker ServiceSyncConfig ServiceTemplate ServiceTemplateVersion TemplateSyncConfig]
=qapps QApps qapps
 associate[LibraryItemReview QAppWithUser] batch[CreateCategory DeleteCategory UpdateCategory]
 create[LibraryItem PresignedUrl QApp] delete[LibraryItem QApp] describe[QAppPermissions]
 disassociate[LibraryItemReview QAppFromUser] export[QAppSessionData] get[LibraryItem QApp
 QAppSession QAppSessionMetadata] import[Document] list[Categories LibraryItems QAppSessionData
 QApps TagsForResource] predict[QApp] start[QAppSession] stop[QAppSession] tag[Resource]
 untag[Resource] update[LibraryItem LibraryItemMetadata QApp QAppPermissions QAppSession
 QAppSessionMetadata]
=qbusiness QBusiness qbusiness
 associate[Permission] batch[DeleteDocument PutDocument] cancel[Subscription] chat! chat[Sync]
 check[DocumentAccess] create[AnonymousWebExperienceUrl Application ChatResponseConfiguration
 DataAccessor DataSource Index Plugin Retriever Subscription User WebExperience] delete[Application
 Attachment ChatControlsConfiguration ChatResponseConfiguration Conversation DataAccessor
 DataSource Group Index Plugin Retriever User WebExperience] disassociate[Permission]
 get[Application ChatControlsConfiguration ChatResponseConfiguration DataAccessor DataSource
 DocumentContent Group Index Media Plugin Policy Retriever User WebExperience] list[Applications
 Attachments ChatResponseConfigurations Conversations DataAccessors DataSourceSyncJobs DataSources
 Documents Groups Indices Messages PluginActions PluginTypeActions PluginTypeMetadata Plugins
 Retrievers Subscriptions TagsForResource WebExperiences] put[Feedback Group]
 search[RelevantContent] start[DataSourceSyncJob] stop[DataSourceSyncJob] tag[Resource]
 untag[Resource] update[Application ChatControlsConfiguration ChatResponseConfiguration
 DataAccessor DataSource Index Plugin Retriever Subscription User WebExperience]
=qconnect QConnect qconnect
 activate[MessageTemplate] create[AIAgent AIAgentVersion AIGuardrail AIGuardrailVersion AIPrompt
 AIPromptVersion Assistant AssistantAssociation Content ContentAssociation KnowledgeBase
 MessageTemplate MessageTemplateAttachment MessageTemplateVersion QuickResponse Session]
 deactivate[MessageTemplate] delete[AIAgent AIAgentVersion AIGuardrail AIGuardrailVersion AIPrompt
 AIPromptVersion Assistant AssistantAssociation Content ContentAssociation ImportJob KnowledgeBase
 MessageTemplate MessageTemplateAttachment QuickResponse] get[AIAgent AIGuardrail AIPrompt
 Assistant AssistantAssociation Content ContentAssociation ContentSummary ImportJob KnowledgeBase
 MessageTemplate NextMessage QuickResponse Recommendations Session] list[AIAgentVersions AIAgents
 AIGuardrailVersions AIGuardrails AIPromptVersions AIPrompts AssistantAssociations Assistants
 ContentAssociations Contents ImportJobs KnowledgeBases MessageTemplateVersions MessageTemplates
 Messages Models QuickResponses Spans TagsForResource] notify[RecommendationsReceived]
 put[Feedback] query[Assistant] register[AssistantReplicaKey KnowledgeBaseReplicaKey]
 remove[AssistantAIAgent KnowledgeBaseTemplateUri] render[MessageTemplate] retrieve search[Content
 MessageTemplates QuickResponses Sessions] send[Message] start[ContentUpload ImportJob]
 tag[Resource] untag[Resource] update[AIAgent AIGuardrail AIPrompt AssistantAIAgent Content
 KnowledgeBaseTemplateUri MessageTemplate MessageTemplateMetadata QuickResponse Session
 SessionData]
=quicksight QuickSight quicksight
 batch[CreateTopicReviewedAnswer DeleteKnowledgeBase DeleteTopicReviewedAnswer DescribeUserLimits]
 cancel[Ingestion] create[AccountCustomization AccountSubscription ActionConnector Agent Analysis
 ApprovalPolicy Brand CustomPermissions Dashboard DataSet DataSource DlpSetting Flow Folder
 FolderMembership Group GroupMembership IAMPolicyAssignment Ingestion KnowledgeBase LimitsProfile
 Namespace OAuthClientApplication RefreshSchedule RoleMembership Space Template TemplateAlias Theme
 ThemeAlias Topic TopicRefreshSchedule TopicV2 VPCConnection] delete[AccountCustomPermission
 AccountCustomization AccountSubscription ActionConnector Agent Analysis App ApprovalPolicy Brand
 BrandAssignment CustomPermissions Dashboard DataSet DataSetRefreshProperties DataSource
 DefaultQBusinessApplication DlpSetting Flow Folder FolderMembership Group GroupMembership
 IAMPolicyAssignment IdentityPropagationConfig KnowledgeBase LimitsProfile Namespace
 OAuthClientApplication RefreshSchedule RoleCustomPermission RoleMembership Space Template
 TemplateAlias Theme ThemeAlias Topic TopicRefreshSchedule TopicV2 User UserByPrincipalId
 UserCustomPermission VPCConnection] describe[AccountCustomPermission AccountCustomization
 AccountSettings AccountSubscription ActionConnector ActionConnectorPermissions Agent
 AgentPermissions Analysis AnalysisDefinition AnalysisPermissions App AppPermissions ApprovalPolicy
 AssetBundleExportJob AssetBundleImportJob AutomationJob Brand BrandAssignment
 BrandPublishedVersion CustomPermissions Dashboard DashboardDefinition DashboardPermissions
 DashboardSnapshotJob DashboardSnapshotJobResult DashboardsQAConfiguration DataSet
 DataSetPermissions DataSetRefreshProperties DataSource DataSourcePermissions
 DefaultQBusinessApplication DlpSetting Flow Folder FolderPermissions FolderResolvedPermissions
 Group GroupMembership IAMPolicyAssignment Ingestion IpRestriction KeyRegistration KnowledgeBase
 KnowledgeBasePermissions LimitsProfile Namespace OAuthClientApplication
 QPersonalizationConfiguration QuickSightQSearchConfiguration RefreshSchedule ResourcePermissions
 RoleCustomPermission SelfUpgradeConfiguration Space SpacePermissions Template TemplateAlias
 TemplateDefinition TemplatePermissions Theme ThemeAlias ThemePermissions Topic TopicPermissions
 TopicPermissionsV2 TopicRefresh TopicRefreshSchedule TopicV2 User VPCConnection]
 generate[EmbedUrlForAnonymousUser EmbedUrlForRegisteredUser EmbedUrlForRegisteredUserWithIdentity]
 get[DashboardEmbedUrl FlowMetadata FlowPermissions IdentityContext SessionEmbedUrl]
 list[ActionConnectors Agents Analyses ApprovalPolicies Apps AssetBundleExportJobs
 AssetBundleImportJobs Brands CustomPermissions DashboardVersions Dashboards DataSets DataSources
 DlpSettings Flows FolderMembers Folders FoldersForResource GroupMemberships Groups
 IAMPolicyAssignments IAMPolicyAssignmentsForUser IdentityPropagationConfigs Ingestions
 KnowledgeBases LimitsProfiles Namespaces OAuthClientApplications RefreshSchedules RoleMemberships
 SelfUpgrades SpaceResources Spaces TagsForResource TemplateAliases TemplateVersions Templates
 ThemeAliases ThemeVersions Themes TopicRefreshSchedules TopicReviewedAnswers Topics TopicsV2
 UserGroups Users UsersIndexCapacity VPCConnections] predict[QAResults]
 put[DataSetRefreshProperties] register[User] restore[Analysis] search[ActionConnectors Agents
 Analyses Apps Dashboards DataSets DataSources Flows Folders Groups KnowledgeBases Spaces Topics
 TopicsV2] start[AssetBundleExportJob AssetBundleImportJob AutomationJob DashboardSnapshotJob
 DashboardSnapshotJobSchedule] tag[Resource] untag[Resource] update[AccountCustomPermission
 AccountCustomization AccountSettings ActionConnector ActionConnectorPermissions Agent
 AgentPermissions Analysis AnalysisPermissions AppPermissions ApplicationWithTokenExchangeGrant
 ApprovalPolicy Brand BrandAssignment BrandPublishedVersion CustomPermissions Dashboard
 DashboardLinks DashboardPermissions DashboardPublishedVersion DashboardsQAConfiguration DataSet
 DataSetPermissions DataSource DataSourcePermissions DefaultQBusinessApplication DlpSetting Flow
 FlowPermissions Folder FolderPermissions Group IAMPolicyAssignment IdentityPropagationConfig
 IpRestriction KeyRegistration KnowledgeBase KnowledgeBasePermissions LimitsProfile
 OAuthClientApplication PublicSharingSettings QPersonalizationConfiguration
 QuickSightQSearchConfiguration RefreshSchedule ResourcePermissions RoleCustomPermission
 SPICECapacityConfiguration SelfUpgrade SelfUpgradeConfiguration Space SpacePermissions
 SpaceResources Template TemplateAlias TemplatePermissions Theme ThemeAlias ThemePermissions Topic
 TopicPermissions TopicPermissionsV2 TopicRefreshSchedule TopicV2 User UserCustomPermission
 VPCConnection]
=ram Ram ram
 accept[ResourceShareInvitation] associate[ResourceShare ResourceSharePermission] create[Permission
 PermissionVersion ResourceShare] delete[Permission PermissionVersion ResourceShare]
 disassociate[ResourceShare ResourceSharePermission] enable[SharingWithAwsOrganization]
 get[Permission ResourcePolicies ResourceShareAssociations ResourceShareInvitations ResourceShares]
 list[PendingInvitationResources PermissionAssociations PermissionVersions Permissions Principals
 ReplacePermissionAssociationsWork ResourceSharePermissions ResourceTypes Resources
 SourceAssociations] promote[PermissionCreatedFromPolicy ResourceShareCreatedFromPolicy]
 reject[ResourceShareInvitation] replace[PermissionAssociations] set[DefaultPermissionVersion]
 tag[Resource] untag[Resource] update[Permission ResourceShare]
=rbin Rbin rbin
 create[Rule] delete[Rule] get[Rule] list[Rules TagsForResource] lock[Rule] tag[Resource]
 unlock[Rule] untag[Resource] update[Rule]
=rds Rds rds
 add[RoleToDBCluster RoleToDBInstance SourceIdentifierToSubscription TagsToResource]
 apply[PendingMaintenanceAction] authorize[DBSecurityGroupIngress] backtrack[DBCluster]
 cancel[DBCapacityReservation ExportTask] copy[DBClusterParameterGroup DBClusterSnapshot
 DBParameterGroup DBSnapshot OptionGroup] create[BlueGreenDeployment CustomDBEngineVersion
 DBCapacityReservation DBCluster DBClusterEndpoint DBClusterParameterGroup DBClusterSnapshot
 DBInstance DBInstanceReadReplica DBParameterGroup DBProxy DBProxyEndpoint DBSecurityGroup
 DBShardGroup DBSnapshot DBSubnetGroup EventSubscription GlobalCluster Integration OptionGroup
 TenantDatabase] delete[BlueGreenDeployment CustomDBEngineVersion DBCluster
 DBClusterAutomatedBackup DBClusterEndpoint DBClusterParameterGroup DBClusterSnapshot DBInstance
 DBInstanceAutomatedBackup DBParameterGroup DBProxy DBProxyEndpoint DBSecurityGroup DBShardGroup
 DBSnapshot DBSubnetGroup EventSubscription GlobalCluster Integration OptionGroup TenantDatabase]
 deregister[DBProxyTargets] describe[AccountAttributes BlueGreenDeployments Certificates
 DBCapacityReservations DBClusterAutomatedBackups DBClusterBacktracks DBClusterEndpoints
 DBClusterParameterGroups DBClusterParameters DBClusterSnapshotAttributes DBClusterSnapshots
 DBClusters DBEngineVersions DBInstanceAutomatedBackups DBInstances DBLogFiles
 DBMajorEngineVersions DBParameterGroups DBParameters DBProxies DBProxyEndpoints
 DBProxyTargetGroups DBProxyTargets DBRecommendations DBSecurityGroups DBShardGroups
 DBSnapshotAttributes DBSnapshotTenantDatabases DBSnapshots DBSubnetGroups
 EngineDefaultClusterParameters EngineDefaultParameters EventCategories EventSubscriptions Events
 ExportTasks GlobalClusters Integrations OptionGroupOptions OptionGroups OrderableDBInstanceOptions
 PendingMaintenanceActions ReservedDBInstances ReservedDBInstancesOfferings
 ServerlessV2PlatformVersions SourceRegions TenantDatabases ValidDBInstanceModifications]
 disable[HttpEndpoint] download[DBLogFilePortion] enable[HttpEndpoint] failover[DBCluster
 GlobalCluster] list[TagsForResource] modify[ActivityStream Certificates CurrentDBClusterCapacity
 CustomDBEngineVersion DBCapacityReservation DBCluster DBClusterEndpoint DBClusterParameterGroup
 DBClusterSnapshotAttribute DBInstance DBParameterGroup DBProxy DBProxyEndpoint DBProxyTargetGroup
 DBRecommendation DBShardGroup DBSnapshot DBSnapshotAttribute DBSubnetGroup EventSubscription
 GlobalCluster Integration OptionGroup TenantDatabase] promote[ReadReplica ReadReplicaDBCluster]
 purchase[ReservedDBInstancesOffering] reboot[DBCluster DBInstance DBShardGroup]
 register[DBProxyTargets] remove[FromGlobalCluster RoleFromDBCluster RoleFromDBInstance
 SourceIdentifierFromSubscription TagsFromResource] reset[DBClusterParameterGroup DBParameterGroup]
 restore[DBClusterFromS3 DBClusterFromSnapshot DBClusterToPointInTime DBInstanceFromDBSnapshot
 DBInstanceFromS3 DBInstanceToPointInTime] revoke[DBSecurityGroupIngress] start[ActivityStream
 DBCluster DBInstance DBInstanceAutomatedBackupsReplication ExportTask] stop[ActivityStream
 DBCluster DBInstance DBInstanceAutomatedBackupsReplication] switchover[BlueGreenDeployment
 GlobalCluster ReadReplica]
=rdsdata RdsData rds-data
 batch[ExecuteStatement] begin[Transaction] commit[Transaction] execute[Sql Statement]
 rollback[Transaction]
=redshift Redshift redshift
 accept[ReservedNodeExchange] add[Partner] associate[DataShareConsumer]
 authorize[ClusterSecurityGroupIngress DataShare EndpointAccess SnapshotAccess]
 batch[DeleteClusterSnapshots ModifyClusterSnapshots] cancel[Resize] copy[ClusterSnapshot]
 create[AuthenticationProfile Cluster ClusterParameterGroup ClusterSecurityGroup ClusterSnapshot
 ClusterSubnetGroup CustomDomainAssociation EndpointAccess EventSubscription HsmClientCertificate
 HsmConfiguration Integration Qev2IdcApplication RedshiftIdcApplication ScheduledAction
 SnapshotCopyGrant SnapshotSchedule Tags UsageLimit] deauthorize[DataShare]
 delete[AuthenticationProfile Cluster ClusterParameterGroup ClusterSecurityGroup ClusterSnapshot
 ClusterSubnetGroup CustomDomainAssociation EndpointAccess EventSubscription HsmClientCertificate
 HsmConfiguration Integration Partner Qev2IdcApplication RedshiftIdcApplication ResourcePolicy
 ScheduledAction SnapshotCopyGrant SnapshotSchedule Tags UsageLimit] deregister[Namespace]
 describe[AccountAttributes AuthenticationProfiles ClusterDbRevisions ClusterParameterGroups
 ClusterParameters ClusterSecurityGroups ClusterSnapshots ClusterSubnetGroups ClusterTracks
 ClusterVersions Clusters CustomDomainAssociations DataShares DataSharesForConsumer
 DataSharesForProducer DefaultClusterParameters EndpointAccess EndpointAuthorization
 EventCategories EventSubscriptions Events HsmClientCertificates HsmConfigurations
 InboundIntegrations Integrations LoggingStatus NodeConfigurationOptions OrderableClusterOptions
 Partners Qev2IdcApplications RedshiftIdcApplications ReservedNodeExchangeStatus
 ReservedNodeOfferings ReservedNodes Resize ScheduledActions SnapshotCopyGrants SnapshotSchedules
 Storage TableRestoreStatus Tags UsageLimits] disable[Logging SnapshotCopy]
 disassociate[DataShareConsumer] enable[Logging SnapshotCopy] failover[PrimaryCompute]
 get[ClusterCredentials ClusterCredentialsWithIAM IdentityCenterAuthToken
 ReservedNodeExchangeConfigurationOptions ReservedNodeExchangeOfferings ResourcePolicy]
 list[Recommendations] modify[AquaConfiguration AuthenticationProfile Cluster ClusterDbRevision
 ClusterIamRoles ClusterMaintenance ClusterParameterGroup ClusterSnapshot ClusterSnapshotSchedule
 ClusterSubnetGroup CustomDomainAssociation EndpointAccess EventSubscription Integration
 LakehouseConfiguration Qev2IdcApplication RedshiftIdcApplication ScheduledAction
 SnapshotCopyRetentionPeriod SnapshotSchedule UsageLimit] pause[Cluster]
 purchase[ReservedNodeOffering] put[ResourcePolicy] reboot[Cluster] register[Namespace]
 reject[DataShare] reset[ClusterParameterGroup] resize[Cluster] restore[FromClusterSnapshot
 TableFromClusterSnapshot] resume[Cluster] revoke[ClusterSecurityGroupIngress EndpointAccess
 SnapshotAccess] rotate[EncryptionKey] update[PartnerStatus]
=redshiftdata RedshiftData redshift-data
 batch[ExecuteStatement] cancel[Statement] describe[Statement Table] execute[Statement]
 get[StatementResult StatementResultV2] list[Databases Schemas Sessions Statements Tables]
=redshiftserverless RedshiftServerless redshift-serverless
 convert[RecoveryPointToSnapshot] create[CustomDomainAssociation EndpointAccess Namespace
 Reservation ScheduledAction Snapshot SnapshotCopyConfiguration UsageLimit Workgroup]
 delete[CustomDomainAssociation EndpointAccess Namespace ResourcePolicy ScheduledAction Snapshot
 SnapshotCopyConfiguration UsageLimit Workgroup] get[Credentials CustomDomainAssociation
 EndpointAccess IdentityCenterAuthToken Namespace RecoveryPoint Reservation ReservationOffering
 ResourcePolicy ScheduledAction Snapshot TableRestoreStatus Track UsageLimit Workgroup]
 list[CustomDomainAssociations EndpointAccess ManagedWorkgroups Namespaces RecoveryPoints
 ReservationOfferings Reservations ScheduledActions SnapshotCopyConfigurations Snapshots
 TableRestoreStatus TagsForResource Tracks UsageLimits Workgroups] put[ResourcePolicy]
 restore[FromRecoveryPoint FromSnapshot TableFromRecoveryPoint TableFromSnapshot] tag[Resource]
 untag[Resource] update[CustomDomainAssociation EndpointAccess LakehouseConfiguration Namespace
 ScheduledAction Snapshot SnapshotCopyConfiguration UsageLimit Workgroup]
=rekognition Rekognition rekognition
 associate[Faces] compare[Faces] copy[ProjectVersion] create[Collection Dataset FaceLivenessSession
 Project ProjectVersion StreamProcessor User] delete[Collection Dataset Faces Project ProjectPolicy
 ProjectVersion StreamProcessor User] describe[Collection Dataset ProjectVersions Projects
 StreamProcessor] detect[CustomLabels Faces Labels ModerationLabels ProtectiveEquipment Text]
 disassociate[Faces] distribute[DatasetEntries] get[CelebrityInfo CelebrityRecognition
 ContentModeration FaceDetection FaceLivenessSessionResults FaceSearch LabelDetection
 MediaAnalysisJob PersonTracking SegmentDetection TextDetection] index[Faces] list[Collections
 DatasetEntries DatasetLabels Faces MediaAnalysisJobs ProjectPolicies StreamProcessors
 TagsForResource Users] put[ProjectPolicy] recognize[Celebrities] search[Faces FacesByImage Users
 UsersByImage] start[CelebrityRecognition ContentModeration FaceDetection FaceSearch LabelDetection
 MediaAnalysisJob PersonTracking ProjectVersion SegmentDetection StreamProcessor TextDetection]
 stop[ProjectVersion StreamProcessor] tag[Resource] untag[Resource] update[DatasetEntries
 StreamProcessor]
=repostspace Repostspace repostspace
 batch[AddChannelRoleToAccessors AddRole RemoveChannelRoleFromAccessors RemoveRole] create[Channel
 Space] delete[Space] deregister[Admin] get[Channel Space] list[Channels Spaces TagsForResource]
 register[Admin] send[Invites] tag[Resource] untag[Resource] update[Channel Space]
=resiliencehub Resiliencehub resiliencehub
 accept[ResourceGroupingRecommendations] add[DraftAppVersionResourceMappings]
 batch[UpdateRecommendationStatus] create[App AppVersionAppComponent AppVersionResource
 RecommendationTemplate ResiliencyPolicy] delete[App AppAssessment AppInputSource
 AppVersionAppComponent AppVersionResource RecommendationTemplate ResiliencyPolicy] describe[App
 AppAssessment AppVersion AppVersionAppComponent AppVersionResource
 AppVersionResourcesResolutionStatus AppVersionTemplate DraftAppVersionResourcesImportStatus
 MetricsExport ResiliencyPolicy ResourceGroupingRecommendationTask]
 import[ResourcesToDraftAppVersion] list[AlarmRecommendations AppAssessmentComplianceDrifts
 AppAssessmentResourceDrifts AppAssessments AppComponentCompliances AppComponentRecommendations
 AppInputSources AppVersionAppComponents AppVersionResourceMappings AppVersionResources AppVersions
 Apps Metrics RecommendationTemplates ResiliencyPolicies ResourceGroupingRecommendations
 SopRecommendations SuggestedResiliencyPolicies TagsForResource TestRecommendations
 UnsupportedAppVersionResources] publish[AppVersion] put[DraftAppVersionTemplate]
 reject[ResourceGroupingRecommendations] remove[DraftAppVersionResourceMappings]
 resolve[AppVersionResources] start[AppAssessment MetricsExport ResourceGroupingRecommendationTask]
 tag[Resource] untag[Resource] update[App AppVersion AppVersionAppComponent AppVersionResource
 ResiliencyPolicy]
=resiliencehubv2 Resiliencehubv2 resiliencehubv2
 create[Assertion InputSource Policy Report Service ServiceFunction ServiceFunctionResources System
 Test UserJourney] delete[Assertion InputSource Policy Service ServiceFunction
 ServiceFunctionResources System Test TestSources UserJourney] get[DependencyInsights
 FailureModeFinding Policy Service System Test TestRun TestTemplate UserJourney] import[App Policy]
 list[Assertions Dependencies FailureModeAssessments FailureModeFindings InputSources Policies
 PolicyEvents Reports ResolvedTestRunTargetResources Resources ServiceEvents ServiceFunctions
 ServiceTopologyEdges Services SystemEvents Systems TagsForResource TestRunDependencies
 TestRunEvents TestRunSourceEvents TestRunSources TestRuns TestSources TestTemplates Tests
 UserJourneys] put[TestSources] start[DependencyInsights FailureModeAssessment TestRun]
 stop[TestRun] tag[Resource] untag[Resource] update[Assertion Dependency FailureModeFinding Policy
 Service ServiceFunction System Test UserJourney]
=resourceexplorer2 ResourceExplorer2 resource-explorer-2
 associate[DefaultView] batch[GetView] create[Index ResourceExplorerSetup View] delete[Index
 ResourceExplorerSetup View] disassociate[DefaultView] get[AccountLevelServiceConfiguration
 DefaultView Index ManagedView ResourceExplorerSetup ServiceIndex ServiceView View] list[Indexes
 IndexesForMembers ManagedViews Resources ServiceIndexes ServiceViews StreamingAccessForServices
 SupportedResourceTypes TagsForResource Views] search tag[Resource] untag[Resource]
 update[IndexType View]
=resourcegroups ResourceGroups resource-groups
 cancel[TagSyncTask] create[Group] delete[Group] get[AccountSettings Group GroupConfiguration
 GroupQuery TagSyncTask Tags] group[Resources] list[GroupResources GroupingStatuses Groups
 TagSyncTasks] put[GroupConfiguration] search[Resources] start[TagSyncTask] tag ungroup[Resources]
 untag update[AccountSettings Group GroupQuery]
=resourcegroupstaggingapi ResourceGroupsTaggingApi resourcegroupstaggingapi
 describe[ReportCreation] get[ComplianceSummary Resources TagKeys TagValues] list[RequiredTags]
 start[ReportCreation] tag[Resources] untag[Resources]
=rolesanywhere RolesAnywhere rolesanywhere
 create[Profile TrustAnchor] delete[AttributeMapping Crl Profile TrustAnchor] disable[Crl Profile
 TrustAnchor] enable[Crl Profile TrustAnchor] get[Crl Profile Subject TrustAnchor] import[Crl]
 list[Crls Profiles Subjects TagsForResource TrustAnchors] put[AttributeMapping
 NotificationSettings] reset[NotificationSettings] tag[Resource] untag[Resource] update[Crl Profile
 TrustAnchor]
=route53 Route53 route53
 activate[KeySigningKey] associate[VPCWithHostedZone] change[CidrCollection ResourceRecordSets
 TagsForResource] create[CidrCollection HealthCheck HostedZone KeySigningKey QueryLoggingConfig
 ResourceRecordSetProtections ReusableDelegationSet TrafficPolicy TrafficPolicyInstance
 TrafficPolicyVersion VPCAssociationAuthorization] deactivate[KeySigningKey] delete[CidrCollection
 HealthCheck HostedZone KeySigningKey QueryLoggingConfig ResourceRecordSetProtections
 ReusableDelegationSet TrafficPolicy TrafficPolicyInstance VPCAssociationAuthorization]
 disable[HostedZoneDNSSEC] disassociate[VPCFromHostedZone] enable[HostedZoneDNSSEC]
 get[AccountLimit Change CheckerIpRanges DNSSEC GeoLocation HealthCheck HealthCheckCount
 HealthCheckLastFailureReason HealthCheckStatus HostedZone HostedZoneCount HostedZoneLimit
 QueryLoggingConfig ReusableDelegationSet ReusableDelegationSetLimit TrafficPolicy
 TrafficPolicyInstance TrafficPolicyInstanceCount] list[CidrBlocks CidrCollections CidrLocations
 GeoLocations HealthChecks HostedZones HostedZonesByName HostedZonesByVPC QueryLoggingConfigs
 ResourceRecordSetProtections ResourceRecordSets ReusableDelegationSets TagsForResource
 TagsForResources TrafficPolicies TrafficPolicyInstances TrafficPolicyInstancesByHostedZone
 TrafficPolicyInstancesByPolicy TrafficPolicyVersions VPCAssociationAuthorizations] test[DNSAnswer]
 update[HealthCheck HostedZoneComment HostedZoneFeatures TrafficPolicyComment
 TrafficPolicyInstance]
=route53domains Route53Domains route53domains
 accept[DomainTransferFromAnotherAwsAccount] associate[DelegationSignerToDomain]
 cancel[DomainTransferToAnotherAwsAccount] check[DomainAvailability DomainTransferability]
 delete[Domain TagsForDomain] disable[DomainAutoRenew DomainTransferLock]
 disassociate[DelegationSignerFromDomain] enable[DomainAutoRenew DomainTransferLock]
 get[ContactReachabilityStatus DomainDetail DomainPrices DomainSuggestions OperationDetail]
 list[Domains Operations Prices TagsForDomain] push[Domain] register[Domain]
 reject[DomainTransferFromAnotherAwsAccount] renew[Domain] resend[ContactReachabilityEmail
 OperationAuthorization] restore[Domain] retrieve[DomainAuthCode] transfer[Domain
 DomainToAnotherAwsAccount] update[DomainContact DomainContactPrivacy DomainNameservers
 TagsForDomain] view[Billing]
=route53globalresolver Route53GlobalResolver route53globalresolver
 associate[HostedZone] batch[CreateFirewallRule DeleteFirewallRule UpdateFirewallRule]
 create[AccessSource AccessToken CoreNetworkEndpoint DNSView FirewallDomainList FirewallRule
 GlobalResolver] delete[AccessSource AccessToken CoreNetworkEndpoint DNSView FirewallDomainList
 FirewallRule GlobalResolver] disable[DNSView] disassociate[HostedZone] enable[DNSView]
 get[AccessSource AccessToken CoreNetworkEndpoint DNSView FirewallDomainList FirewallRule
 GlobalResolver HostedZoneAssociation ManagedFirewallDomainList] import[FirewallDomains]
 list[AccessSources AccessTokens CoreNetworkEndpoints DNSViews FirewallDomainLists FirewallDomains
 FirewallRules GlobalResolvers HostedZoneAssociations ManagedFirewallDomainLists SharedDNSViews
 TagsForResource] tag[Resource] untag[Resource] update[AccessSource AccessToken CoreNetworkEndpoint
 DNSView FirewallDomains FirewallRule GlobalResolver HostedZoneAssociation]
=route53profiles Route53Profiles route53profiles
 associate[Profile ResourceToProfile] create[Profile] delete[Profile] disassociate[Profile
 ResourceFromProfile] get[Profile ProfileAssociation ProfileResourceAssociation]
 list[ProfileAssociations ProfileResourceAssociations Profiles TagsForResource] tag[Resource]
 untag[Resource] update[ProfileAssociation ProfileResourceAssociation]
=route53recoverycluster Route53RecoveryCluster route53-recovery-cluster
 get[RoutingControlState] list[RoutingControls] update[RoutingControlState RoutingControlStates]
=route53recoverycontrolconfig Route53RecoveryControlConfig route53-recovery-control-config
 create[Cluster ControlPanel RoutingControl SafetyRule] delete[Cluster ControlPanel RoutingControl
 SafetyRule] describe[Cluster ControlPanel RoutingControl SafetyRule] get[ResourcePolicy]
 list[AssociatedRoute53HealthChecks Clusters ControlPanels RoutingControls SafetyRules
 TagsForResource] tag[Resource] untag[Resource] update[Cluster ControlPanel RoutingControl
 SafetyRule]
=route53recoveryreadiness Route53RecoveryReadiness route53-recovery-readiness
 create[Cell CrossAccountAuthorization ReadinessCheck RecoveryGroup ResourceSet] delete[Cell
 CrossAccountAuthorization ReadinessCheck RecoveryGroup ResourceSet]
 get[ArchitectureRecommendations Cell CellReadinessSummary ReadinessCheck
 ReadinessCheckResourceStatus ReadinessCheckStatus RecoveryGroup RecoveryGroupReadinessSummary
 ResourceSet] list[Cells CrossAccountAuthorizations ReadinessChecks RecoveryGroups ResourceSets
 Rules TagsForResources] tag[Resource] untag[Resource] update[Cell ReadinessCheck RecoveryGroup
 ResourceSet]
=route53resolver Route53Resolver route53resolver
 associate[FirewallRuleGroup ResolverEndpointIpAddress ResolverQueryLogConfig ResolverRule]
 batch[CreateFirewallRule DeleteFirewallRule UpdateFirewallRule] create[FirewallDomainList
 FirewallRule FirewallRuleGroup OutpostResolver ResolverEndpoint ResolverQueryLogConfig
 ResolverRule] delete[FirewallDomainList FirewallRule FirewallRuleGroup OutpostResolver
 ResolverEndpoint ResolverQueryLogConfig ResolverRule] disassociate[FirewallRuleGroup
 ResolverEndpointIpAddress ResolverQueryLogConfig ResolverRule] get[FirewallConfig
 FirewallDomainList FirewallRuleGroup FirewallRuleGroupAssociation FirewallRuleGroupPolicy
 OutpostResolver ResolverConfig ResolverDnssecConfig ResolverEndpoint ResolverQueryLogConfig
 ResolverQueryLogConfigAssociation ResolverQueryLogConfigPolicy ResolverRule
 ResolverRuleAssociation ResolverRulePolicy] import[FirewallDomains] list[FirewallConfigs
 FirewallDomainLists FirewallDomains FirewallRuleGroupAssociations FirewallRuleGroups
 FirewallRuleTypes FirewallRules OutpostResolvers ResolverConfigs ResolverDnssecConfigs
 ResolverEndpointIpAddresses ResolverEndpoints ResolverQueryLogConfigAssociations
 ResolverQueryLogConfigs ResolverRuleAssociations ResolverRules TagsForResource]
 put[FirewallRuleGroupPolicy ResolverQueryLogConfigPolicy ResolverRulePolicy] tag[Resource]
 untag[Resource] update[FirewallConfig FirewallDomains FirewallRule FirewallRuleGroupAssociation
 OutpostResolver ResolverConfig ResolverDnssecConfig ResolverEndpoint ResolverRule]
=rtbfabric RtbFabric rtbfabric
 accept[Link] associate[Certificate] create[InboundExternalLink Link LinkRoutingRule
 OutboundExternalLink RequesterGateway ResponderGateway] delete[InboundExternalLink Link
 LinkRoutingRule OutboundExternalLink RequesterGateway ResponderGateway] disassociate[Certificate]
 get[CertificateAssociation InboundExternalLink Link LinkRoutingRule OutboundExternalLink
 RequesterGateway ResponderGateway] list[CertificateAssociations LinkRoutingRules Links
 RequesterGateways ResponderGateways TagsForResource] reject[Link] tag[Resource] untag[Resource]
 update[Link LinkModuleFlow LinkRoutingRule RequesterGateway ResponderGateway]
=rum Rum rum
 batch[CreateRumMetricDefinitions DeleteRumMetricDefinitions GetRumMetricDefinitions]
 create[AppMonitor] delete[AppMonitor ResourcePolicy RumMetricsDestination] get[AppMonitor
 AppMonitorData ResourcePolicy] list[AppMonitors RumMetricsDestinations TagsForResource]
 put[ResourcePolicy RumEvents RumMetricsDestination] tag[Resource] untag[Resource]
 update[AppMonitor RumMetricDefinition]
=s3 S3 s3
 abort[MultipartUpload] complete[MultipartUpload] copy[Object] create[Bucket
 BucketMetadataConfiguration BucketMetadataTableConfiguration MultipartUpload Session]
 delete[Bucket BucketAnalyticsConfiguration BucketCors BucketEncryption
 BucketIntelligentTieringConfiguration BucketInventoryConfiguration BucketLifecycle
 BucketMetadataConfiguration BucketMetadataTableConfiguration BucketMetricsConfiguration
 BucketOwnershipControls BucketPolicy BucketReplication BucketTagging BucketWebsite Object
 ObjectAnnotation ObjectTagging Objects PublicAccessBlock] get[BucketAbac
 BucketAccelerateConfiguration BucketAcl BucketAnalyticsConfiguration BucketCors BucketEncryption
 BucketIntelligentTieringConfiguration BucketInventoryConfiguration BucketLifecycle
 BucketLifecycleConfiguration BucketLocation BucketLogging BucketMetadataConfiguration
 BucketMetadataTableConfiguration BucketMetricsConfiguration BucketNotification
 BucketNotificationConfiguration BucketOwnershipControls BucketPolicy BucketPolicyStatus
 BucketReplication BucketRequestPayment BucketTagging BucketVersioning BucketWebsite Object
 ObjectAcl ObjectAnnotation ObjectAttributes ObjectLegalHold ObjectLockConfiguration
 ObjectRetention ObjectTagging ObjectTorrent PublicAccessBlock] head[Bucket Object]
 list[BucketAnalyticsConfigurations BucketIntelligentTieringConfigurations
 BucketInventoryConfigurations BucketMetricsConfigurations Buckets DirectoryBuckets
 MultipartUploads ObjectAnnotations ObjectVersions Objects ObjectsV2 Parts] put[BucketAbac
 BucketAccelerateConfiguration BucketAcl BucketAnalyticsConfiguration BucketCors BucketEncryption
 BucketIntelligentTieringConfiguration BucketInventoryConfiguration BucketLifecycle
 BucketLifecycleConfiguration BucketLogging BucketMetricsConfiguration BucketNotification
 BucketNotificationConfiguration BucketOwnershipControls BucketPolicy BucketReplication
 BucketRequestPayment BucketTagging BucketVersioning BucketWebsite Object ObjectAcl
 ObjectAnnotation ObjectLegalHold ObjectLockConfiguration ObjectRetention ObjectTagging
 PublicAccessBlock] rename[Object] restore[Object] select[ObjectContent!]
 update[BucketMetadataAnnotationTableConfiguration BucketMetadataInventoryTableConfiguration
 BucketMetadataJournalTableConfiguration ObjectEncryption] upload[Part PartCopy]
 write[GetObjectResponse]
=s3control S3Control s3control
 associate[AccessGrantsIdentityCenter] create[AccessGrant AccessGrantsInstance AccessGrantsLocation
 AccessPoint AccessPointForObjectLambda Bucket Job MultiRegionAccessPoint StorageLensGroup]
 delete[AccessGrant AccessGrantsInstance AccessGrantsInstanceResourcePolicy AccessGrantsLocation
 AccessPoint AccessPointForObjectLambda AccessPointPolicy AccessPointPolicyForObjectLambda
 AccessPointScope Bucket BucketLifecycleConfiguration BucketPolicy BucketReplication BucketTagging
 JobTagging MultiRegionAccessPoint PublicAccessBlock StorageLensConfiguration
 StorageLensConfigurationTagging StorageLensGroup] describe[Job MultiRegionAccessPointOperation]
 dissociate[AccessGrantsIdentityCenter] get[AccessGrant AccessGrantsInstance
 AccessGrantsInstanceForPrefix AccessGrantsInstanceResourcePolicy AccessGrantsLocation AccessPoint
 AccessPointConfigurationForObjectLambda AccessPointForObjectLambda AccessPointPolicy
 AccessPointPolicyForObjectLambda AccessPointPolicyStatus AccessPointPolicyStatusForObjectLambda
 AccessPointScope Bucket BucketLifecycleConfiguration BucketPolicy BucketReplication BucketTagging
 BucketVersioning DataAccess JobTagging MultiRegionAccessPoint MultiRegionAccessPointPolicy
 MultiRegionAccessPointPolicyStatus MultiRegionAccessPointRoutes PublicAccessBlock
 StorageLensConfiguration StorageLensConfigurationTagging StorageLensGroup] list[AccessGrants
 AccessGrantsInstances AccessGrantsLocations AccessPoints AccessPointsForDirectoryBuckets
 AccessPointsForObjectLambda CallerAccessGrants Jobs MultiRegionAccessPoints RegionalBuckets
 StorageLensConfigurations StorageLensGroups TagsForResource]
 put[AccessGrantsInstanceResourcePolicy AccessPointConfigurationForObjectLambda AccessPointPolicy
 AccessPointPolicyForObjectLambda AccessPointScope BucketLifecycleConfiguration BucketPolicy
 BucketReplication BucketTagging BucketVersioning JobTagging MultiRegionAccessPointPolicy
 PublicAccessBlock StorageLensConfiguration StorageLensConfigurationTagging]
 submit[MultiRegionAccessPointRoutes] tag[Resource] untag[Resource] update[AccessGrantsLocation
 JobPriority JobStatus StorageLensGroup]
=s3files S3Files s3files
 create[AccessPoint FileSystem MountTarget] delete[AccessPoint FileSystem FileSystemPolicy
 MountTarget] get[AccessPoint FileSystem FileSystemPolicy MountTarget SynchronizationConfiguration]
 list[AccessPoints FileSystems MountTargets TagsForResource] put[FileSystemPolicy
 SynchronizationConfiguration] tag[Resource] untag[Resource] update[MountTarget]
=s3outposts S3Outposts s3outposts
 create[Endpoint] delete[Endpoint] list[Endpoints OutpostsWithS3 SharedEndpoints]
=s3tables S3Tables s3tables
 complete[TableMigration] create[Namespace Table TableBucket] delete[Namespace Table TableBucket
 TableBucketEncryption TableBucketMetricsConfiguration TableBucketPolicy TableBucketReplication
 TablePolicy TableReplication] get[Namespace Table TableBucket TableBucketEncryption
 TableBucketLogging TableBucketMaintenanceConfiguration TableBucketMetricsConfiguration
 TableBucketPolicy TableBucketReplication TableBucketStorageClass TableEncryption
 TableMaintenanceConfiguration TableMaintenanceJobStatus TableMetadataLocation TableMigration
 TablePolicy TableRecordExpirationConfiguration TableRecordExpirationJobStatus TableReplication
 TableReplicationStatus TableStorageClass] list[Namespaces TableBuckets TableMigrations Tables
 TagsForResource] put[TableBucketEncryption TableBucketLogging TableBucketMaintenanceConfiguration
 TableBucketMetricsConfiguration TableBucketPolicy TableBucketReplication TableBucketStorageClass
 TableMaintenanceConfiguration TablePolicy TableRecordExpirationConfiguration TableReplication]
 rename[Table] start[TableMigration] sync[TableMigration] tag[Resource] untag[Resource]
 update[TableMetadataLocation TableMigration]
=s3vectors S3Vectors s3vectors
 create[Index VectorBucket] delete[Index VectorBucket VectorBucketPolicy Vectors] get[Index
 VectorBucket VectorBucketPolicy Vectors] list[Indexes TagsForResource VectorBuckets Vectors]
 put[VectorBucketDefaultIndexMode VectorBucketPolicy Vectors] query[Vectors] tag[Resource]
 untag[Resource] update[IndexMode MetadataConfiguration]
=sagemaker SageMaker sagemaker
 add[Association Tags] associate[TrialComponent] attach[ClusterNodeNetworkInterface
 ClusterNodeVolume] batch[AddClusterNodes DeleteClusterNodes DescribeModelPackage
 RebootClusterNodes ReplaceClusterNodes] create[AIBenchmarkJob AIRecommendationJob AIWorkloadConfig
 Action Algorithm App AppImageConfig Artifact AutoMLJob AutoMLJobV2 Cluster ClusterExtension
 ClusterSchedulerConfig CodeRepository CompilationJob ComputeQuota Context DataQualityJobDefinition
 DeviceFleet Domain EdgeDeploymentPlan EdgeDeploymentStage EdgePackagingJob Endpoint EndpointConfig
 Experiment FeatureGroup FlowDefinition Hub HubContentPresignedUrls HubContentReference HumanTaskUi
 HyperParameterTuningJob Image ImageVersion InferenceComponent InferenceExperiment
 InferenceRecommendationsJob InferenceRouter Job LabelingJob MlflowApp MlflowTrackingServer Model
 ModelBiasJobDefinition ModelCard ModelCardExportJob ModelExplainabilityJobDefinition ModelPackage
 ModelPackageGroup ModelQualityJobDefinition MonitoringSchedule NotebookInstance
 NotebookInstanceLifecycleConfig OptimizationJob PartnerApp PartnerAppPresignedUrl Pipeline
 PresignedDomainUrl PresignedMlflowAppUrl PresignedMlflowTrackingServerUrl
 PresignedNotebookInstanceUrl ProcessingJob Project Space StudioLifecycleConfig TrainingJob
 TrainingPlan TrainingSession TransformJob Trial TrialComponent UserProfile Workforce Workteam]
 delete[AIBenchmarkJob AIRecommendationJob AIWorkloadConfig Action Algorithm App AppImageConfig
 Artifact Association Cluster ClusterExtension ClusterSchedulerConfig CodeRepository CompilationJob
 ComputeQuota Context DataQualityJobDefinition DeviceFleet Domain EdgeDeploymentPlan
 EdgeDeploymentStage Endpoint EndpointConfig EndpointPolicy Experiment FeatureGroup FlowDefinition
 Hub HubContent HubContentReference HumanTaskUi HyperParameterTuningJob Image ImageVersion
 InferenceComponent InferenceExperiment InferenceRouter Job MlflowApp MlflowTrackingServer Model
 ModelBiasJobDefinition ModelCard ModelExplainabilityJobDefinition ModelPackage ModelPackageGroup
 ModelPackageGroupPolicy ModelQualityJobDefinition MonitoringSchedule NotebookInstance
 NotebookInstanceLifecycleConfig OptimizationJob PartnerApp Pipeline ProcessingJob Project Space
 StudioLifecycleConfig Tags TrainingJob TrainingSession Trial TrialComponent UserProfile Workforce
 Workteam] deregister[Devices] describe[AIBenchmarkJob AIRecommendationJob AIWorkloadConfig Action
 Algorithm App AppImageConfig Artifact AutoMLJob AutoMLJobV2 Cluster ClusterEvent ClusterExtension
 ClusterNode ClusterOperation ClusterSchedulerConfig CodeRepository CompilationJob ComputeQuota
 Context DataQualityJobDefinition Device DeviceFleet Domain EdgeDeploymentPlan EdgePackagingJob
 Endpoint EndpointConfig Experiment FeatureGroup FeatureMetadata FlowDefinition Hub HubContent
 HumanTaskUi HyperParameterTuningJob Image ImageVersion InferenceComponent InferenceExperiment
 InferenceRecommendationsJob InferenceRouter Job JobSchemaVersion LabelingJob LineageGroup
 MlflowApp MlflowTrackingServer Model ModelBiasJobDefinition ModelCard ModelCardExportJob
 ModelExplainabilityJobDefinition ModelPackage ModelPackageGroup ModelQualityJobDefinition
 MonitoringSchedule NotebookInstance NotebookInstanceLifecycleConfig OptimizationJob PartnerApp
 Pipeline PipelineDefinitionForExecution PipelineExecution ProcessingJob Project ReservedCapacity
 Space StudioLifecycleConfig SubscribedWorkteam TrainingJob TrainingPlan
 TrainingPlanExtensionHistory TrainingSession TransformJob Trial TrialComponent UserProfile
 Workforce Workteam] detach[ClusterNodeVolume] disable[SagemakerServicecatalogPortfolio]
 disassociate[TrialComponent] enable[SagemakerServicecatalogPortfolio] extend[TrainingPlan]
 get[DeviceFleetReport EndpointPolicy LineageGroupPolicy ModelPackageGroupPolicy
 SagemakerServicecatalogPortfolioStatus ScalingConfigurationRecommendation SearchSuggestions]
 import[HubContent] list[AIBenchmarkJobs AIRecommendationJobs AIWorkloadConfigs Actions Algorithms
 Aliases AppImageConfigs Apps Artifacts Associations AutoMLJobs CandidatesForAutoMLJob
 ClusterEvents ClusterExtensionVersions ClusterExtensions ClusterNodes ClusterOperations
 ClusterSchedulerConfigs Clusters CodeRepositories CompilationJobs ComputeQuotas Contexts
 DataQualityJobDefinitions DeviceFleets Devices Domains EdgeDeploymentPlans EdgePackagingJobs
 EndpointConfigs Endpoints Experiments FeatureGroups FlowDefinitions HubContentVersions HubContents
 Hubs HumanTaskUis HyperParameterTuningJobs ImageVersions Images InferenceComponents
 InferenceExperiments InferenceRecommendationsJobSteps InferenceRecommendationsJobs
 InferenceRouters JobSchemaVersions Jobs LabelingJobs LabelingJobsForWorkteam LineageGroups
 MlflowApps MlflowTrackingServers ModelBiasJobDefinitions ModelCardExportJobs ModelCardVersions
 ModelCards ModelExplainabilityJobDefinitions ModelMetadata ModelPackageGroups ModelPackages
 ModelQualityJobDefinitions Models MonitoringAlertHistory MonitoringAlerts MonitoringExecutions
 MonitoringSchedules NotebookInstanceLifecycleConfigs NotebookInstances OptimizationJobs
 PartnerApps PipelineExecutionSteps PipelineExecutions PipelineParametersForExecution
 PipelineVersions Pipelines ProcessingJobs Projects ResourceCatalogs Spaces StageDevices
 StudioLifecycleConfigs SubscribedWorkteams Tags TrainingJobs
 TrainingJobsForHyperParameterTuningJob TrainingPlans TrainingSessions TransformJobs
 TrialComponents Trials UltraServersByReservedCapacity UserProfiles Workforces Workteams]
 put[EndpointPolicy ModelPackageGroupPolicy] query[Lineage] register[Devices] render[UiTemplate]
 retry[PipelineExecution] search search[TrainingPlanOfferings] send[PipelineExecutionStepFailure
 PipelineExecutionStepSuccess] start[ClusterHealthCheck EdgeDeploymentStage InferenceExperiment
 MlflowTrackingServer MonitoringSchedule NotebookInstance PipelineExecution Session]
 stop[AIBenchmarkJob AIRecommendationJob AutoMLJob CompilationJob EdgeDeploymentStage
 EdgePackagingJob HyperParameterTuningJob InferenceExperiment InferenceRecommendationsJob Job
 LabelingJob MlflowTrackingServer MonitoringSchedule NotebookInstance OptimizationJob
 PipelineExecution ProcessingJob TrainingJob TrainingSession TransformJob] update[Action
 AppImageConfig Artifact Cluster ClusterExtension ClusterSchedulerConfig ClusterSoftware
 CodeRepository ComputeQuota Context DeviceFleet Devices Domain Endpoint
 EndpointWeightsAndCapacities Experiment FeatureGroup FeatureMetadata Hub HubContent
 HubContentReference Image ImageVersion InferenceComponent InferenceComponentRuntimeConfig
 InferenceExperiment InferenceRouter MlflowApp MlflowTrackingServer ModelCard ModelPackage
 MonitoringAlert MonitoringSchedule NotebookInstance NotebookInstanceLifecycleConfig PartnerApp
 Pipeline PipelineExecution PipelineVersion Project Space TrainingJob Trial TrialComponent
 UserProfile Workforce Workteam]
=sagemakera2iruntime SageMakerA2IRuntime sagemaker-a2i-runtime
 delete[HumanLoop] describe[HumanLoop] list[HumanLoops] start[HumanLoop] stop[HumanLoop]
=sagemakeredge SagemakerEdge sagemaker-edge
 get[Deployments DeviceRegistration] send[Heartbeat]
=sagemakerfeaturestoreruntime SageMakerFeatureStoreRuntime sagemaker-featurestore-runtime
 batch[GetRecord WriteRecord] delete[Record] get[Record] list[Records] put[Record] update[Record]
=sagemakergeospatial SageMakerGeospatial sagemaker-geospatial
 delete[EarthObservationJob VectorEnrichmentJob] export[EarthObservationJob VectorEnrichmentJob]
 get[EarthObservationJob RasterDataCollection Tile VectorEnrichmentJob] list[EarthObservationJobs
 RasterDataCollections TagsForResource VectorEnrichmentJobs] search[RasterDataCollection]
 start[EarthObservationJob VectorEnrichmentJob] stop[EarthObservationJob VectorEnrichmentJob]
 tag[Resource] untag[Resource]
=sagemakerinferencerouterruntime SageMakerInferenceRouterRuntime sagemaker-inference-router-runtime
 invoke[InferenceRouter InferenceRouterAsync]
=sagemakerjobruntime SagemakerJobRuntime sagemakerjobruntime
 complete[Rollout] sample sample[WithResponseStream] update[Reward]
=sagemakermetrics SageMakerMetrics sagemaker-metrics
 batch[GetMetrics PutMetrics]
=sagemakerruntime SageMakerRuntime sagemaker-runtime
 invoke[Endpoint EndpointAsync EndpointWithResponseStream!]
=sagemakertrainingsessionruntime SageMakerTrainingSessionRuntime sagemakertrainingsessionruntime
 execute[SamplingOperation TrainingOperation] get[SamplingOperationResult TrainingOperationResult]
 sample[TrainingSession TrainingSessionWithResponseStream]
=savingsplans Savingsplans savingsplans
 create[SavingsPlan] delete[QueuedSavingsPlan] describe[SavingsPlanRates SavingsPlans
 SavingsPlansOfferingRates SavingsPlansOfferings] list[TagsForResource] return[SavingsPlan]
 tag[Resource] untag[Resource]
=scheduler Scheduler scheduler
 create[Schedule ScheduleGroup] delete[Schedule ScheduleGroup] get[Schedule ScheduleGroup]
 list[ScheduleGroups Schedules TagsForResource] tag[Resource] untag[Resource] update[Schedule]
=schemas Schemas schemas
 create[Discoverer Registry Schema] delete[Discoverer Registry ResourcePolicy Schema SchemaVersion]
 describe[CodeBinding Discoverer Registry Schema] export[Schema] get[CodeBindingSource
 DiscoveredSchema ResourcePolicy] list[Discoverers Registries SchemaVersions Schemas
 TagsForResource] put[CodeBinding ResourcePolicy] search[Schemas] start[Discoverer]
 stop[Discoverer] tag[Resource] untag[Resource] update[Discoverer Registry Schema]
=secretsmanager SecretsManager secretsmanager
 associate[CrossAccountReplica] batch[GetSecretValue] cancel[RotateSecret] create[Secret]
 delete[ResourcePolicy Secret] describe[Secret] disassociate[CrossAccountReplica]
 get[RandomPassword ResourcePolicy SecretValue] list[ResourcePolicies SecretVersionIds Secrets]
 put[ResourcePolicy SecretValue] remove[RegionsFromReplication] replicate[SecretToRegions]
 restore[Secret] rotate[Secret] stop[ReplicationToReplica] tag[Resource] untag[Resource]
 update[Secret SecretVersionStage] validate[ResourcePolicy]
=securityagent SecurityAgent securityagent
 add[Artifact] batch[CreateSecurityRequirements DeleteCodeReviews DeletePentests
 DeleteSecurityRequirements DeleteThreatModels DisassociateFindingIssue ExportFindings
 GetAgentSpaces GetArtifactMetadata GetCodeReviewJobTasks GetCodeReviewJobs GetCodeReviews
 GetFindings GetPentestJobTasks GetPentestJobs GetPentests GetSecurityRequirements GetTargetDomains
 GetThreatModelJobTasks GetThreatModelJobs GetThreatModels GetThreats UpdateSecurityRequirements]
 create[AgentSpace Application CodeReview Integration Membership Pentest PrivateConnection
 SecurityRequirementPack TargetDomain Threat ThreatModel] delete[AgentSpace Application Artifact
 Integration Membership PrivateConnection SecurityRequirementPack TargetDomain]
 describe[PrivateConnection] get[Application Artifact Integration SecurityRequirementPack]
 import[SecurityRequirements] initiate[ProviderRegistration] list[ActorMessages AgentSpaces
 Applications Artifacts CodeReviewJobTasks CodeReviewJobsForCodeReview CodeReviews
 DiscoveredEndpoints Findings IntegratedResources Integrations Memberships PentestJobTasks
 PentestJobsForPentest Pentests PrivateConnections SecurityRequirementPacks SecurityRequirements
 TagsForResource TargetDomains ThreatModelJobTasks ThreatModelJobs ThreatModels Threats]
 start[CodeRemediation CodeReviewJob PentestJob ThreatModelJob] stop[CodeReviewJob PentestJob
 ThreatModelJob] tag[Resource] untag[Resource] update[AgentSpace Application CodeReview Finding
 IntegratedResources Integration Pentest PrivateConnectionCertificate SecurityRequirementPack
 TargetDomain Threat ThreatModel] verify[TargetDomain]
=securityhub SecurityHub securityhub
 accept[AdministratorInvitation Invitation] batch[DeleteAutomationRules DisableStandards
 EnableStandards GetAutomationRules GetConfigurationPolicyAssociations GetSecurityControls
 GetStandardsControlAssociations ImportFindings UpdateAutomationRules UpdateFindings
 UpdateFindingsV2 UpdateStandardsControlAssociations] cancel[ExportJobV2] create[ActionTarget
 AggregatorV2 AutomationRule AutomationRuleV2 ConfigurationPolicy Connector ConnectorV2
 FindingAggregator Insight Members TicketV2] decline[Invitations] delete[ActionTarget AggregatorV2
 AutomationRuleV2 ConfigurationPolicy Connector ConnectorV2 FindingAggregator Insight Invitations
 Members] describe[ActionTargets Hub OrganizationConfiguration Products ProductsV2 SecurityHubV2
 Standards StandardsControls] disable[ImportFindingsForProduct OrganizationAdminAccount SecurityHub
 SecurityHubFeatureV2 SecurityHubV2] disassociate[FromAdministratorAccount FromMasterAccount
 Members] enable[ImportFindingsForProduct OrganizationAdminAccount SecurityHub SecurityHubFeatureV2
 SecurityHubV2] generate[RecommendedPolicyV2] get[AdministratorAccount AggregatorV2
 AutomationRuleV2 ConfigurationPolicy ConfigurationPolicyAssociation Connector ConnectorV2
 EnabledStandards ExportJobV2 FindingAggregator FindingHistory FindingStatisticsV2 Findings
 FindingsTrendsV2 FindingsV2 InsightResults Insights InvitationsCount MasterAccount Members
 RecommendedPolicyV2 RemediationsV2 ResourcesStatisticsV2 ResourcesTrendsV2 ResourcesV2
 SecurityControlDefinition SoftwareResourcesV2 SoftwareStatisticsV2 SoftwareV2] invite[Members]
 list[AggregatorsV2 AutomationRules AutomationRulesV2 ConfigurationPolicies
 ConfigurationPolicyAssociations Connectors ConnectorsV2 EnabledProductsForImport ExportJobsV2
 ExposuresByRemediationV2 FindingAggregators FreeTrialStatusesV2 Invitations Members
 OrganizationAdminAccounts SecurityControlDefinitions StandardsControlAssociations TagsForResource]
 register[ConnectorV2] start[ConfigurationPolicyAssociation ConfigurationPolicyDisassociation
 ExportJobV2] tag[Resource] untag[Resource] update[ActionTarget AggregatorV2 AutomationRuleV2
 ConfigurationPolicy Connector ConnectorV2 FindingAggregator Findings Insight
 OrganizationConfiguration SecurityControl SecurityHubConfiguration StandardsControl]
=securityir SecurityIr security-ir
 batch[GetMemberAccountDetails] cancel[Membership] close[Case] create[Case CaseComment Membership]
 get[Case CaseAttachmentDownloadUrl CaseAttachmentUploadUrl FindingMetrics Membership]
 list[CaseEdits Cases Comments Investigations Memberships TagsForResource] send[Feedback]
 tag[Resource] untag[Resource] update[Case CaseComment CaseStatus Membership ResolverType]
=securitylake SecurityLake securitylake
 create[AwsLogSource CustomLogSource DataLake DataLakeExceptionSubscription
 DataLakeOrganizationConfiguration Subscriber SubscriberNotification] delete[AwsLogSource
 CustomLogSource DataLake DataLakeExceptionSubscription DataLakeOrganizationConfiguration
 Subscriber SubscriberNotification] deregister[DataLakeDelegatedAdministrator]
 get[DataLakeExceptionSubscription DataLakeOrganizationConfiguration DataLakeSources Subscriber]
 list[DataLakeExceptions DataLakes LogSources Subscribers TagsForResource]
 register[DataLakeDelegatedAdministrator] tag[Resource] untag[Resource] update[DataLake
 DataLakeExceptionSubscription Subscriber SubscriberNotification]
=serverlessapplicationrepository ServerlessApplicationRepository serverlessrepo
 create[Application ApplicationVersion CloudFormationChangeSet CloudFormationTemplate]
 delete[Application] get[Application ApplicationPolicy CloudFormationTemplate]
 list[ApplicationDependencies ApplicationVersions Applications] put[ApplicationPolicy]
 unshare[Application] update[Application]
=servicecatalog ServiceCatalog servicecatalog
 accept[PortfolioShare] associate[BudgetWithResource PrincipalWithPortfolio ProductWithPortfolio
 ServiceActionWithProvisioningArtifact TagOptionWithResource]
 batch[AssociateServiceActionWithProvisioningArtifact
 DisassociateServiceActionFromProvisioningArtifact] copy[Product] create[Constraint Portfolio
 PortfolioShare Product ProvisionedProductPlan ProvisioningArtifact ServiceAction TagOption]
 delete[Constraint Portfolio PortfolioShare Product ProvisionedProductPlan ProvisioningArtifact
 ServiceAction TagOption] describe[Constraint CopyProductStatus Portfolio PortfolioShareStatus
 PortfolioShares Product ProductAsAdmin ProductView ProvisionedProduct ProvisionedProductPlan
 ProvisioningArtifact ProvisioningParameters Record ServiceAction ServiceActionExecutionParameters
 TagOption] disable[AWSOrganizationsAccess] disassociate[BudgetFromResource PrincipalFromPortfolio
 ProductFromPortfolio ServiceActionFromProvisioningArtifact TagOptionFromResource]
 enable[AWSOrganizationsAccess] execute[ProvisionedProductPlan ProvisionedProductServiceAction]
 get[AWSOrganizationsAccessStatus ProvisionedProductOutputs] import[AsProvisionedProduct]
 list[AcceptedPortfolioShares BudgetsForResource ConstraintsForPortfolio LaunchPaths
 OrganizationPortfolioAccess PortfolioAccess Portfolios PortfoliosForProduct PrincipalsForPortfolio
 ProvisionedProductPlans ProvisioningArtifacts ProvisioningArtifactsForServiceAction RecordHistory
 ResourcesForTagOption ServiceActions ServiceActionsForProvisioningArtifact
 StackInstancesForProvisionedProduct TagOptions] notify[ProvisionProductEngineWorkflowResult
 TerminateProvisionedProductEngineWorkflowResult UpdateProvisionedProductEngineWorkflowResult]
 provision[Product] reject[PortfolioShare] scan[ProvisionedProducts] search[Products
 ProductsAsAdmin ProvisionedProducts] terminate[ProvisionedProduct] update[Constraint Portfolio
 PortfolioShare Product ProvisionedProduct ProvisionedProductProperties ProvisioningArtifact
 ServiceAction TagOption]
=servicecatalogappregistry ServiceCatalogAppRegistry servicecatalog-appregistry
 associate[AttributeGroup Resource] create[Application AttributeGroup] delete[Application
 AttributeGroup] disassociate[AttributeGroup Resource] get[Application AssociatedResource
 AttributeGroup Configuration] list[Applications AssociatedAttributeGroups AssociatedResources
 AttributeGroups AttributeGroupsForApplication TagsForResource] put[Configuration] sync[Resource]
 tag[Resource] untag[Resource] update[Application AttributeGroup]
=servicediscovery ServiceDiscovery servicediscovery
 create[HttpNamespace PrivateDnsNamespace PublicDnsNamespace Service] delete[Namespace Service
 ServiceAttributes] deregister[Instance] discover[Instances InstancesRevision] get[Instance
 InstancesHealthStatus Namespace Operation Service ServiceAttributes] list[Instances Namespaces
 Operations Services TagsForResource] register[Instance] tag[Resource] untag[Resource]
 update[HttpNamespace InstanceCustomHealthStatus PrivateDnsNamespace PublicDnsNamespace Service
 ServiceAttributes]
=servicequotas ServiceQuotas service-quotas
 associate[ServiceQuotaTemplate] create[SupportCase]
 delete[ServiceQuotaIncreaseRequestFromTemplate] disassociate[ServiceQuotaTemplate]
 get[AWSDefaultServiceQuota AssociationForServiceQuotaTemplate AutoManagementConfiguration
 QuotaUtilizationReport RequestedServiceQuotaChange ServiceQuota
 ServiceQuotaIncreaseRequestFromTemplate] list[AWSDefaultServiceQuotas
 RequestedServiceQuotaChangeHistory RequestedServiceQuotaChangeHistoryByQuota
 ServiceQuotaIncreaseRequestsInTemplate ServiceQuotas Services TagsForResource]
 put[ServiceQuotaIncreaseRequestIntoTemplate] request[ServiceQuotaIncrease] start[AutoManagement
 QuotaUtilizationReport] stop[AutoManagement] tag[Resource] untag[Resource] update[AutoManagement]
=ses Ses ses
 clone[ReceiptRuleSet] create[ConfigurationSet ConfigurationSetEventDestination
 ConfigurationSetTrackingOptions CustomVerificationEmailTemplate ReceiptFilter ReceiptRule
 ReceiptRuleSet Template] delete[ConfigurationSet ConfigurationSetEventDestination
 ConfigurationSetTrackingOptions CustomVerificationEmailTemplate Identity IdentityPolicy
 ReceiptFilter ReceiptRule ReceiptRuleSet Template VerifiedEmailAddress]
 describe[ActiveReceiptRuleSet ConfigurationSet ReceiptRule ReceiptRuleSet]
 get[AccountSendingEnabled CustomVerificationEmailTemplate IdentityDkimAttributes
 IdentityMailFromDomainAttributes IdentityNotificationAttributes IdentityPolicies
 IdentityVerificationAttributes SendQuota SendStatistics Template] list[ConfigurationSets
 CustomVerificationEmailTemplates Identities IdentityPolicies ReceiptFilters ReceiptRuleSets
 Templates VerifiedEmailAddresses] put[ConfigurationSetDeliveryOptions IdentityPolicy]
 reorder[ReceiptRuleSet] send[Bounce BulkTemplatedEmail CustomVerificationEmail Email RawEmail
 TemplatedEmail] set[ActiveReceiptRuleSet IdentityDkimEnabled IdentityFeedbackForwardingEnabled
 IdentityHeadersInNotificationsEnabled IdentityMailFromDomain IdentityNotificationTopic
 ReceiptRulePosition] test[RenderTemplate] update[AccountSendingEnabled
 ConfigurationSetEventDestination ConfigurationSetReputationMetricsEnabled
 ConfigurationSetSendingEnabled ConfigurationSetTrackingOptions CustomVerificationEmailTemplate
 ReceiptRule Template] verify[DomainDkim DomainIdentity EmailAddress EmailIdentity]
=sesv2 SesV2 sesv2
 associate[EmailIdentityCertificate] batch[GetMetricData] cancel[ExportJob] create[ConfigurationSet
 ConfigurationSetEventDestination Contact ContactList CustomVerificationEmailTemplate
 DedicatedIpPool DeliverabilityTestReport EmailIdentity EmailIdentityPolicy EmailTemplate ExportJob
 ImportJob MultiRegionEndpoint Tenant TenantResourceAssociation] delete[ConfigurationSet
 ConfigurationSetEventDestination Contact ContactList CustomVerificationEmailTemplate
 DedicatedIpPool EmailIdentity EmailIdentityPolicy EmailTemplate MultiRegionEndpoint
 SuppressedDestination Tenant TenantResourceAssociation] disassociate[EmailIdentityCertificate]
 get[Account BlacklistReports ConfigurationSet ConfigurationSetEventDestinations Contact
 ContactList CustomVerificationEmailTemplate DedicatedIp DedicatedIpPool DedicatedIps
 DeliverabilityDashboardOptions DeliverabilityTestReport DomainDeliverabilityCampaign
 DomainStatisticsReport EmailAddressInsights EmailIdentity EmailIdentityPolicies EmailTemplate
 ExportJob ImportJob MessageInsights MultiRegionEndpoint ReputationEntity SuppressedDestination
 Tenant] list[ConfigurationSets ContactLists Contacts CustomVerificationEmailTemplates
 DedicatedIpPools DeliverabilityTestReports DomainDeliverabilityCampaigns EmailIdentities
 EmailIdentityCertificates EmailTemplates ExportJobs ImportJobs MultiRegionEndpoints
 Recommendations ReputationEntities ResourceTenants SuppressedDestinations TagsForResource
 TenantResources Tenants] put[AccountDedicatedIpWarmupAttributes AccountDetails
 AccountPricingAttributes AccountSendingAttributes AccountSuppressionAttributes
 AccountVdmAttributes ConfigurationSetArchivingOptions ConfigurationSetDeliveryOptions
 ConfigurationSetReputationOptions ConfigurationSetSendingOptions
 ConfigurationSetSuppressionOptions ConfigurationSetTrackingOptions ConfigurationSetVdmOptions
 DedicatedIpInPool DedicatedIpPoolScalingAttributes DedicatedIpWarmupAttributes
 DeliverabilityDashboardOption EmailIdentityConfigurationSetAttributes EmailIdentityDkimAttributes
 EmailIdentityDkimSigningAttributes EmailIdentityFeedbackAttributes EmailIdentityMailFromAttributes
 SuppressedDestination TenantSuppressionAttributes] send[BulkEmail CustomVerificationEmail Email]
 tag[Resource] test[RenderEmailTemplate] untag[Resource] update[ConfigurationSet
 ConfigurationSetEventDestination Contact ContactList CustomVerificationEmailTemplate
 EmailIdentityPolicy EmailTemplate ReputationEntityCustomerManagedStatus ReputationEntityPolicy]
=sfn Sfn stepfunctions
 create[Activity StateMachine StateMachineAlias] delete[Activity StateMachine StateMachineAlias
 StateMachineVersion] describe[Activity Execution MapRun StateMachine StateMachineAlias
 StateMachineForExecution] get[ActivityTask ExecutionHistory] list[Activities Executions MapRuns
 StateMachineAliases StateMachineVersions StateMachines TagsForResource]
 publish[StateMachineVersion] redrive[Execution] send[TaskFailure TaskHeartbeat TaskSuccess]
 start[Execution SyncExecution] stop[Execution] tag[Resource] test[State] untag[Resource]
 update[MapRun StateMachine StateMachineAlias] validate[StateMachineDefinition]
=shield Shield shield
 associate[DRTLogBucket DRTRole HealthCheck ProactiveEngagementDetails] create[Protection
 ProtectionGroup Subscription] delete[Protection ProtectionGroup Subscription] describe[Attack
 AttackStatistics DRTAccess EmergencyContactSettings Protection ProtectionGroup Subscription]
 disable[ApplicationLayerAutomaticResponse ProactiveEngagement] disassociate[DRTLogBucket DRTRole
 HealthCheck] enable[ApplicationLayerAutomaticResponse ProactiveEngagement] get[SubscriptionState]
 list[Attacks ProtectionGroups Protections ResourcesInProtectionGroup TagsForResource]
 tag[Resource] untag[Resource] update[ApplicationLayerAutomaticResponse EmergencyContactSettings
 ProtectionGroup Subscription]
=signer Signer signer
 add[ProfilePermission] cancel[SigningProfile] describe[SigningJob] get[RevocationStatus
 SigningPlatform SigningProfile] list[ProfilePermissions SigningJobs SigningPlatforms
 SigningProfiles TagsForResource] put[SigningProfile] remove[ProfilePermission] revoke[Signature
 SigningProfile] sign[Payload] start[SigningJob] tag[Resource] untag[Resource]
=signerdata SignerData signer-data
 get[RevocationStatus]
=signin Signin signin
 create[BearerToken OAuth2Token OAuth2TokenWithIAM OAuth2TokenWithTokenExchange]
 delete[ConsoleAuthorizationConfiguration ResourcePermissionStatement]
 get[ConsoleAuthorizationConfiguration ResourcePolicy] introspect[OAuth2TokenWithIAM]
 list[ResourcePermissionStatements] put[ConsoleAuthorizationConfiguration
 ResourcePermissionStatement] revoke[OAuth2TokenWithIAM]
=simpledb SimpleDb sdb
 batch[DeleteAttributes PutAttributes] create[Domain] delete[Attributes Domain] domain[Metadata]
 get[Attributes] list[Domains] put[Attributes] select
=simpledbv2 SimpleDbV2 simpledbv2
 get[Export] list[Exports] start[DomainExport]
=snowball Snowball snowball
 cancel[Cluster Job] create[Address Cluster Job LongTermPricing ReturnShippingLabel]
 describe[Address Addresses Cluster Job ReturnShippingLabel] get[JobManifest JobUnlockCode
 SnowballUsage SoftwareUpdates] list[ClusterJobs Clusters CompatibleImages Jobs LongTermPricing
 PickupLocations ServiceVersions] update[Cluster Job JobShipmentState LongTermPricing]
=snowdevicemanagement SnowDeviceManagement snow-device-management
 cancel[Task] create[Task] describe[Device DeviceEc2Instances Execution Task] list[DeviceResources
 Devices Executions TagsForResource Tasks] tag[Resource] untag[Resource]
=sns Sns sns
 add[Permission] check[IfPhoneNumberIsOptedOut] confirm[Subscription] create[PlatformApplication
 PlatformEndpoint SMSSandboxPhoneNumber Topic] delete[Endpoint PlatformApplication
 SMSSandboxPhoneNumber Topic] get[DataProtectionPolicy EndpointAttributes
 PlatformApplicationAttributes SMSAttributes SMSSandboxAccountStatus SubscriptionAttributes
 TopicAttributes] list[EndpointsByPlatformApplication OriginationNumbers PhoneNumbersOptedOut
 PlatformApplications SMSSandboxPhoneNumbers Subscriptions SubscriptionsByTopic TagsForResource
 Topics] opt[InPhoneNumber] publish publish[Batch] put[DataProtectionPolicy] remove[Permission]
 set[EndpointAttributes PlatformApplicationAttributes SMSAttributes SubscriptionAttributes
 TopicAttributes] subscribe tag[Resource] unsubscribe untag[Resource] verify[SMSSandboxPhoneNumber]
=socialmessaging SocialMessaging socialmessaging
 associate[WhatsAppBusinessAccount] create[WhatsAppDataset WhatsAppFlow WhatsAppMessageTemplate
 WhatsAppMessageTemplateFromLibrary WhatsAppMessageTemplateMedia] delete[WhatsAppFlow
 WhatsAppMessageMedia WhatsAppMessageTemplate] deprecate[WhatsAppFlow]
 disassociate[WhatsAppBusinessAccount] get[LinkedWhatsAppBusinessAccount
 LinkedWhatsAppBusinessAccountPhoneNumber WhatsAppBusinessPublicKey WhatsAppCallPermission
 WhatsAppFlow WhatsAppFlowPreview WhatsAppMessageMedia WhatsAppMessageTemplate]
 list[LinkedWhatsAppBusinessAccounts TagsForResource WhatsAppFlowAssets WhatsAppFlows
 WhatsAppMessageTemplates WhatsAppTemplateLibrary] post[WhatsAppMessageMedia] publish[WhatsAppFlow]
 put[WhatsAppBusinessAccountEventDestinations WhatsAppBusinessPublicKey] send[WhatsAppCallEvent
 WhatsAppConversionEvent WhatsAppMessage] tag[Resource] untag[Resource]
 update[LinkedWhatsAppBusinessAccountPhoneNumber WhatsAppFlow WhatsAppFlowAssets
 WhatsAppMessageTemplate]
=sqs Sqs sqs
 add[Permission] cancel[MessageMoveTask] change[MessageVisibility MessageVisibilityBatch]
 create[Queue] delete[Message MessageBatch Queue] get[QueueAttributes QueueUrl]
 list[DeadLetterSourceQueues MessageMoveTasks QueueTags Queues] purge[Queue] receive[Message]
 remove[Permission] send[Message MessageBatch] set[QueueAttributes] start[MessageMoveTask]
 tag[Queue] untag[Queue]
=ssm Ssm ssm
 add[TagsToResource] associate[OpsItemRelatedItem] cancel[Command MaintenanceWindowExecution]
 create[Activation Association AssociationBatch CloudConnector Document MaintenanceWindow OpsItem
 OpsMetadata PatchBaseline ResourceDataSync] delete[Activation Association CloudConnector Document
 Inventory MaintenanceWindow OpsItem OpsMetadata Parameter Parameters PatchBaseline
 ResourceDataSync ResourcePolicy] deregister[DefaultHostManagementConfiguration ManagedInstance
 PatchBaselineForPatchGroup TargetFromMaintenanceWindow TaskFromMaintenanceWindow]
 describe[Activations Association AssociationExecutionTargets AssociationExecutions
 AutomationExecutions AutomationStepExecutions AvailablePatches Document DocumentPermission
 EffectiveInstanceAssociations EffectivePatchesForPatchBaseline InstanceAssociationsStatus
 InstanceInformation InstancePatchStates InstancePatchStatesForPatchGroup InstancePatches
 InstanceProperties InventoryDeletions MaintenanceWindowExecutionTaskInvocations
 MaintenanceWindowExecutionTasks MaintenanceWindowExecutions MaintenanceWindowSchedule
 MaintenanceWindowTargets MaintenanceWindowTasks MaintenanceWindows MaintenanceWindowsForTarget
 OpsItems Parameters PatchBaselines PatchGroupState PatchGroups PatchProperties Sessions]
 disassociate[OpsItemRelatedItem] get[AccessToken AutomationExecution CalendarState CloudConnector
 CommandInvocation ConnectionStatus DefaultPatchBaseline DeployablePatchSnapshotForInstance
 Document ExecutionPreview Inventory InventorySchema MaintenanceWindow MaintenanceWindowExecution
 MaintenanceWindowExecutionTask MaintenanceWindowExecutionTaskInvocation MaintenanceWindowTask
 OpsItem OpsMetadata OpsSummary Parameter ParameterHistory Parameters ParametersByPath
 PatchBaseline PatchBaselineForPatchGroup ResourcePolicies ServiceSetting] label[ParameterVersion]
 list[AssociationVersions Associations CloudConnectors CommandInvocations Commands ComplianceItems
 ComplianceSummaries DocumentMetadataHistory DocumentVersions Documents InventoryEntries Nodes
 NodesSummary OpsItemEvents OpsItemRelatedItems OpsMetadata ResourceComplianceSummaries
 ResourceDataSync TagsForResource] modify[DocumentPermission] put[ComplianceItems Inventory
 Parameter ResourcePolicy] register[DefaultHostManagementConfiguration DefaultPatchBaseline
 PatchBaselineForPatchGroup TargetWithMaintenanceWindow TaskWithMaintenanceWindow]
 remove[TagsFromResource] reset[ServiceSetting] resume[Session] send[AutomationSignal Command]
 start[AccessRequest AssociationsOnce AutomationExecution ChangeRequestExecution ExecutionPreview
 Session] stop[AutomationExecution] terminate[Session] unlabel[ParameterVersion] update[Association
 AssociationStatus CloudConnector Document DocumentDefaultVersion DocumentMetadata
 MaintenanceWindow MaintenanceWindowTarget MaintenanceWindowTask ManagedInstanceRole OpsItem
 OpsMetadata PatchBaseline ResourceDataSync ServiceSetting] validate[CloudConnector]
=ssmcontacts SsmContacts ssm-contacts
 accept[Page] activate[ContactChannel] create[Contact ContactChannel Rotation RotationOverride]
 deactivate[ContactChannel] delete[Contact ContactChannel Rotation RotationOverride]
 describe[Engagement Page] get[Contact ContactChannel ContactPolicy Rotation RotationOverride]
 list[ContactChannels Contacts Engagements PageReceipts PageResolutions PagesByContact
 PagesByEngagement PreviewRotationShifts RotationOverrides RotationShifts Rotations
 TagsForResource] put[ContactPolicy] send[ActivationCode] start[Engagement] stop[Engagement]
 tag[Resource] untag[Resource] update[Contact ContactChannel Rotation]
=ssmguiconnect SsmGuiConnect ssm-guiconnect
 delete[ConnectionRecordingPreferences] get[ConnectionRecordingPreferences]
 update[ConnectionRecordingPreferences]
=ssmincidents SsmIncidents ssm-incidents
 batch[GetIncidentFindings] create[ReplicationSet ResponsePlan TimelineEvent] delete[IncidentRecord
 ReplicationSet ResourcePolicy ResponsePlan TimelineEvent] get[IncidentRecord ReplicationSet
 ResourcePolicies ResponsePlan TimelineEvent] list[IncidentFindings IncidentRecords RelatedItems
 ReplicationSets ResponsePlans TagsForResource TimelineEvents] put[ResourcePolicy] start[Incident]
 tag[Resource] untag[Resource] update[DeletionProtection IncidentRecord RelatedItems ReplicationSet
 ResponsePlan TimelineEvent]
=ssmquicksetup SsmQuickSetup ssm-quicksetup
 create[ConfigurationManager] delete[ConfigurationManager] get[Configuration ConfigurationManager
 ServiceSettings] list[ConfigurationManagers Configurations QuickSetupTypes TagsForResource]
 tag[Resource] untag[Resource] update[ConfigurationDefinition ConfigurationManager ServiceSettings]
=ssmsap SsmSap ssm-sap
 delete[ResourcePermission] deregister[Application] get[Application Component
 ConfigurationCheckOperation Database Operation ResourcePermission] list[Applications Components
 ConfigurationCheckDefinitions ConfigurationCheckOperations Databases OperationEvents Operations
 SubCheckResults SubCheckRuleResults TagsForResource] put[ResourcePermission] register[Application]
 start[Application ApplicationRefresh ConfigurationChecks] stop[Application] tag[Resource]
 untag[Resource] update[ApplicationSettings]
=sso Sso sso
 get[RoleCredentials] list[AccountRoles Accounts] logout
=ssoadmin SsoAdmin sso-admin
 add[Region] attach[CustomerManagedPolicyReferenceToPermissionSet ManagedPolicyToPermissionSet]
 create[AccountAssignment Application ApplicationAssignment Instance
 InstanceAccessControlAttributeConfiguration PermissionSet TrustedTokenIssuer]
 delete[AccountAssignment Application ApplicationAccessScope ApplicationAssignment
 ApplicationAuthenticationMethod ApplicationGrant InlinePolicyFromPermissionSet Instance
 InstanceAccessControlAttributeConfiguration PermissionSet PermissionsBoundaryFromPermissionSet
 TrustedTokenIssuer] describe[AccountAssignmentCreationStatus AccountAssignmentDeletionStatus
 Application ApplicationAssignment ApplicationProvider Instance
 InstanceAccessControlAttributeConfiguration PermissionSet PermissionSetProvisioningStatus Region
 TrustedTokenIssuer] detach[CustomerManagedPolicyReferenceFromPermissionSet
 ManagedPolicyFromPermissionSet] get[ApplicationAccessScope ApplicationAssignmentConfiguration
 ApplicationAuthenticationMethod ApplicationGrant ApplicationSessionConfiguration
 InlinePolicyForPermissionSet PermissionsBoundaryForPermissionSet]
 list[AccountAssignmentCreationStatus AccountAssignmentDeletionStatus AccountAssignments
 AccountAssignmentsForPrincipal AccountsForProvisionedPermissionSet ApplicationAccessScopes
 ApplicationAssignments ApplicationAssignmentsForPrincipal ApplicationAuthenticationMethods
 ApplicationGrants ApplicationProviders Applications CustomerManagedPolicyReferencesInPermissionSet
 Instances ManagedPoliciesInPermissionSet PermissionSetProvisioningStatus PermissionSets
 PermissionSetsProvisionedToAccount Regions TagsForResource TrustedTokenIssuers]
 provision[PermissionSet] put[ApplicationAccessScope ApplicationAssignmentConfiguration
 ApplicationAuthenticationMethod ApplicationGrant ApplicationSessionConfiguration
 InlinePolicyToPermissionSet PermissionsBoundaryToPermissionSet] remove[Region] tag[Resource]
 untag[Resource] update[Application Instance InstanceAccessControlAttributeConfiguration
 PermissionSet TrustedTokenIssuer]
=ssooidc SsoOidc sso-oidc
 create[Token TokenWithIAM] register[Client] start[DeviceAuthorization]
=storagegateway StorageGateway storagegateway
 activate[Gateway] add[Cache TagsToResource UploadBuffer WorkingStorage] assign[TapePool]
 associate[FileSystem] attach[Volume] cancel[Archival CacheReport Retrieval]
 create[CachediSCSIVolume NFSFileShare SMBFileShare Snapshot SnapshotFromVolumeRecoveryPoint
 StorediSCSIVolume TapePool TapeWithBarcode Tapes] delete[AutomaticTapeCreationPolicy
 BandwidthRateLimit CacheReport ChapCredentials FileShare Gateway SnapshotSchedule Tape TapeArchive
 TapePool Volume] describe[AvailabilityMonitorTest BandwidthRateLimit BandwidthRateLimitSchedule
 Cache CacheReport CachediSCSIVolumes ChapCredentials FileSystemAssociations GatewayInformation
 MaintenanceStartTime NFSFileShares SMBFileShares SMBSettings SnapshotSchedule StorediSCSIVolumes
 TapeArchives TapeRecoveryPoints Tapes UploadBuffer VTLDevices WorkingStorage] detach[Volume]
 disable[Gateway] disassociate[FileSystem] evict[FilesFailingUpload] join[Domain]
 list[AutomaticTapeCreationPolicies CacheReports FileShares FileSystemAssociations Gateways
 LocalDisks TagsForResource TapePools Tapes VolumeInitiators VolumeRecoveryPoints Volumes]
 notify[WhenUploaded] refresh[Cache] remove[TagsFromResource] reset[Cache] retrieve[TapeArchive
 TapeRecoveryPoint] set[LocalConsolePassword SMBGuestPassword] shutdown[Gateway]
 start[AvailabilityMonitorTest CacheReport Gateway] update[AutomaticTapeCreationPolicy
 BandwidthRateLimit BandwidthRateLimitSchedule ChapCredentials FileSystemAssociation
 GatewayInformation GatewaySoftwareNow MaintenanceStartTime NFSFileShare SMBFileShare
 SMBFileShareVisibility SMBLocalGroups SMBSecurityStrategy SnapshotSchedule VTLDeviceType]
=sts Sts sts
 assume[Role RoleWithSAML RoleWithWebIdentity Root] decode[AuthorizationMessage] get[AccessKeyInfo
 CallerIdentity DelegatedAccessToken FederationToken SessionToken WebIdentityToken]
=supplychain SupplyChain supplychain
 create[BillOfMaterialsImportJob DataIntegrationFlow DataLakeDataset DataLakeNamespace Instance]
 delete[DataIntegrationFlow DataLakeDataset DataLakeNamespace Instance]
 get[BillOfMaterialsImportJob DataIntegrationEvent DataIntegrationFlow DataIntegrationFlowExecution
 DataLakeDataset DataLakeNamespace Instance] list[DataIntegrationEvents
 DataIntegrationFlowExecutions DataIntegrationFlows DataLakeDatasets DataLakeNamespaces Instances
 TagsForResource] send[DataIntegrationEvent] tag[Resource] untag[Resource]
 update[DataIntegrationFlow DataLakeDataset DataLakeNamespace Instance]
=support Support support
 add[AttachmentsToSet CommunicationToCase] complete[AttachmentUpload] create[Case]
 describe[Attachment AttachmentUploadStatus Cases Communications CreateCaseOptions Services
 SeverityLevels SupportedLanguages TrustedAdvisorCheckRefreshStatuses TrustedAdvisorCheckResult
 TrustedAdvisorCheckSummaries TrustedAdvisorChecks] get[AttachmentDownloadLink
 AttachmentUploadLinks] refresh[TrustedAdvisorCheck] resolve[Case]
=supportapp SupportApp support-app
 create[SlackChannelConfiguration] delete[AccountAlias SlackChannelConfiguration
 SlackWorkspaceConfiguration] get[AccountAlias] list[SlackChannelConfigurations
 SlackWorkspaceConfigurations] put[AccountAlias] register[SlackWorkspaceForOrganization]
 update[SlackChannelConfiguration]
=supportauthz SupportAuthz supportauthz
 create[SupportPermit] delete[SupportPermit] get[Action SupportPermit] list[Actions
 SupportPermitRequests SupportPermits TagsForResource] reject[SupportPermitRequest] tag[Resource]
 untag[Resource]
=sustainability Sustainability sustainability
 get[EstimatedCarbonEmissions EstimatedCarbonEmissionsDimensionValues EstimatedWaterAllocation
 EstimatedWaterAllocationDimensionValues]
=swf Swf swf
 count[ClosedWorkflowExecutions OpenWorkflowExecutions PendingActivityTasks PendingDecisionTasks]
 delete[ActivityType WorkflowType] deprecate[ActivityType Domain WorkflowType]
 describe[ActivityType Domain WorkflowExecution WorkflowType] get[WorkflowExecutionHistory]
 list[ActivityTypes ClosedWorkflowExecutions Domains OpenWorkflowExecutions TagsForResource
 WorkflowTypes] poll[ForActivityTask ForDecisionTask] record[ActivityTaskHeartbeat]
 register[ActivityType Domain WorkflowType] request[CancelWorkflowExecution]
 respond[ActivityTaskCanceled ActivityTaskCompleted ActivityTaskFailed DecisionTaskCompleted]
 signal[WorkflowExecution] start[WorkflowExecution] tag[Resource] terminate[WorkflowExecution]
 undeprecate[ActivityType Domain WorkflowType] untag[Resource]
=synthetics Synthetics synthetics
 associate[Resource] create[Canary Group] delete[Canary Group] describe[Canaries CanariesLastRun
 RuntimeVersions] disassociate[Resource] get[Canary CanaryRuns Group] list[AssociatedGroups
 GroupResources Groups TagsForResource] start[Canary CanaryDryRun] stop[Canary] tag[Resource]
 untag[Resource] update[Canary]
=taxsettings TaxSettings taxsettings
 batch[DeleteTaxRegistration GetTaxExemptions PutTaxRegistration]
 delete[SupplementalTaxRegistration TaxRegistration] get[TaxExemptionTypes TaxInheritance
 TaxRegistration TaxRegistrationDocument] list[SupplementalTaxRegistrations TaxExemptions
 TaxRegistrations] put[SupplementalTaxRegistration TaxExemption TaxInheritance TaxRegistration]
=textract Textract textract
 analyze[Document Expense ID] create[Adapter AdapterVersion] delete[Adapter AdapterVersion]
 detect[DocumentText] get[Adapter AdapterVersion DocumentAnalysis DocumentTextDetection
 ExpenseAnalysis LendingAnalysis LendingAnalysisSummary] list[AdapterVersions Adapters
 TagsForResource] start[DocumentAnalysis DocumentTextDetection ExpenseAnalysis LendingAnalysis]
 tag[Resource] untag[Resource] update[Adapter]
=timestreaminfluxdb TimestreamInfluxDb timestream-influxdb
 create[DbBackup DbCluster DbInstance DbParameterGroup] delete[DbBackup DbCluster DbInstance]
 get[DbBackup DbCluster DbInstance DbParameterGroup] list[DbBackups DbClusters DbInstances
 DbInstancesForCluster DbParameterGroups TagsForResource] reboot[DbCluster DbInstance]
 restore[FromDbBackup] tag[Resource] untag[Resource] update[DbCluster DbInstance]
=timestreamquery TimestreamQuery timestream-query
 cancel[Query] create[ScheduledQuery] delete[ScheduledQuery] describe[AccountSettings Endpoints
 ScheduledQuery] execute[ScheduledQuery] list[ScheduledQueries TagsForResource] prepare[Query]
 query tag[Resource] untag[Resource] update[AccountSettings ScheduledQuery]
=timestreamwrite TimestreamWrite timestream-write
 create[BatchLoadTask Database Table] delete[Database Table] describe[BatchLoadTask Database
 Endpoints Table] list[BatchLoadTasks Databases Tables TagsForResource] resume[BatchLoadTask]
 tag[Resource] untag[Resource] update[Database Table] write[Records]
=transcribe Transcribe transcribe
 create[CallAnalyticsCategory LanguageModel MedicalVocabulary Vocabulary VocabularyFilter]
 delete[CallAnalyticsCategory CallAnalyticsJob LanguageModel MedicalScribeJob
 MedicalTranscriptionJob MedicalVocabulary TranscriptionJob Vocabulary VocabularyFilter]
 describe[LanguageModel] get[CallAnalyticsCategory CallAnalyticsJob MedicalScribeJob
 MedicalTranscriptionJob MedicalVocabulary TranscriptionJob Vocabulary VocabularyFilter]
 list[CallAnalyticsCategories CallAnalyticsJobs LanguageModels MedicalScribeJobs
 MedicalTranscriptionJobs MedicalVocabularies TagsForResource TranscriptionJobs Vocabularies
 VocabularyFilters] start[CallAnalyticsJob MedicalScribeJob MedicalTranscriptionJob
 TranscriptionJob] tag[Resource] untag[Resource] update[CallAnalyticsCategory LanguageModel
 MedicalVocabulary Vocabulary VocabularyFilter]
=transfer Transfer transfer
 create[Access Agreement Connector Profile Server User WebApp Workflow] delete[Access Agreement
 Certificate Connector HostKey Profile Server SshPublicKey User WebApp WebAppCustomization
 Workflow] describe[Access Agreement Certificate Connector Execution HostKey Profile SecurityPolicy
 Server User WebApp WebAppCustomization Workflow] import[Certificate HostKey SshPublicKey]
 list[Accesses Agreements Certificates Connectors Executions FileTransferResults HostKeys Profiles
 SecurityPolicies Servers TagsForResource Users WebApps Workflows] send[WorkflowStepState]
 start[DirectoryListing FileTransfer RemoteDelete RemoteMove Server] stop[Server] tag[Resource]
 test[Connection IdentityProvider] untag[Resource] update[Access Agreement Certificate Connector
 HostKey Profile Server User WebApp WebAppCustomization]
=translate Translate translate
 create[ParallelData] delete[ParallelData Terminology] describe[TextTranslationJob]
 get[ParallelData Terminology] import[Terminology] list[Languages ParallelData TagsForResource
 Terminologies TextTranslationJobs] start[TextTranslationJob] stop[TextTranslationJob]
 tag[Resource] translate[Document Text] untag[Resource] update[ParallelData]
=trustedadvisor TrustedAdvisor trustedadvisor
 batch[UpdateRecommendationResourceExclusion] get[OrganizationRecommendation Recommendation]
 list[Checks OrganizationRecommendationAccounts OrganizationRecommendationResources
 OrganizationRecommendations RecommendationResources Recommendations RecommendationsForResource]
 update[OrganizationRecommendationLifecycle RecommendationLifecycle]
=uxc Uxc uxc
 get[AccountCustomizations] list[Services] update[AccountCustomizations]
=verifiedpermissions VerifiedPermissions verifiedpermissions
 batch[GetPolicy IsAuthorized IsAuthorizedWithToken] create[IdentitySource Policy PolicyStore
 PolicyStoreAlias PolicyTemplate] delete[IdentitySource Policy PolicyStore PolicyStoreAlias
 PolicyTemplate] get[IdentitySource Policy PolicyStore PolicyStoreAlias PolicyTemplate Schema]
 is[Authorized AuthorizedWithToken] list[IdentitySources Policies PolicyStoreAliases PolicyStores
 PolicyTemplates TagsForResource] put[Schema] tag[Resource] untag[Resource] update[IdentitySource
 Policy PolicyStore PolicyTemplate]
=voiceid VoiceId voice-id
 associate[Fraudster] create[Domain Watchlist] delete[Domain Fraudster Speaker Watchlist]
 describe[Domain Fraudster FraudsterRegistrationJob Speaker SpeakerEnrollmentJob Watchlist]
 disassociate[Fraudster] evaluate[Session] list[Domains FraudsterRegistrationJobs Fraudsters
 SpeakerEnrollmentJobs Speakers TagsForResource Watchlists] opt[OutSpeaker]
 start[FraudsterRegistrationJob SpeakerEnrollmentJob] tag[Resource] untag[Resource] update[Domain
 Watchlist]
=vpclattice VpcLattice vpc-lattice
 batch[UpdateRule] create[AccessLogSubscription Listener ResourceConfiguration ResourceGateway Rule
 Service ServiceNetwork ServiceNetworkResourceAssociation ServiceNetworkServiceAssociation
 ServiceNetworkVpcAssociation TargetGroup] delete[AccessLogSubscription AuthPolicy
 DomainVerification Listener ResourceConfiguration ResourceEndpointAssociation ResourceGateway
 ResourcePolicy Rule Service ServiceNetwork ServiceNetworkResourceAssociation
 ServiceNetworkServiceAssociation ServiceNetworkVpcAssociation TargetGroup] deregister[Targets]
 get[AccessLogSubscription AuthPolicy DomainVerification Listener ResourceConfiguration
 ResourceGateway ResourcePolicy Rule Service ServiceNetwork ServiceNetworkResourceAssociation
 ServiceNetworkServiceAssociation ServiceNetworkVpcAssociation TargetGroup]
 list[AccessLogSubscriptions DomainVerifications Listeners ResourceConfigurations
 ResourceEndpointAssociations ResourceGateways Rules ServiceNetworkResourceAssociations
 ServiceNetworkServiceAssociations ServiceNetworkVpcAssociations
 ServiceNetworkVpcEndpointAssociations ServiceNetworks Services TagsForResource TargetGroups
 Targets] put[AuthPolicy ResourcePolicy] register[Targets] start[DomainVerification] tag[Resource]
 untag[Resource] update[AccessLogSubscription Listener ResourceConfiguration ResourceGateway Rule
 Service ServiceNetwork ServiceNetworkVpcAssociation TargetGroup]
=waf Waf waf
 create[ByteMatchSet GeoMatchSet IPSet RateBasedRule RegexMatchSet RegexPatternSet Rule RuleGroup
 SizeConstraintSet SqlInjectionMatchSet WebACL WebACLMigrationStack XssMatchSet]
 delete[ByteMatchSet GeoMatchSet IPSet LoggingConfiguration PermissionPolicy RateBasedRule
 RegexMatchSet RegexPatternSet Rule RuleGroup SizeConstraintSet SqlInjectionMatchSet WebACL
 XssMatchSet] get[ByteMatchSet ChangeToken ChangeTokenStatus GeoMatchSet IPSet LoggingConfiguration
 PermissionPolicy RateBasedRule RateBasedRuleManagedKeys RegexMatchSet RegexPatternSet Rule
 RuleGroup SampledRequests SizeConstraintSet SqlInjectionMatchSet WebACL XssMatchSet]
 list[ActivatedRulesInRuleGroup ByteMatchSets GeoMatchSets IPSets LoggingConfigurations
 RateBasedRules RegexMatchSets RegexPatternSets RuleGroups Rules SizeConstraintSets
 SqlInjectionMatchSets SubscribedRuleGroups TagsForResource WebACLs XssMatchSets]
 put[LoggingConfiguration PermissionPolicy] tag[Resource] untag[Resource] update[ByteMatchSet
 GeoMatchSet IPSet RateBasedRule RegexMatchSet RegexPatternSet Rule RuleGroup SizeConstraintSet
 SqlInjectionMatchSet WebACL XssMatchSet]
=wafregional WafRegional waf-regional
 associate[WebACL] create[ByteMatchSet GeoMatchSet IPSet RateBasedRule RegexMatchSet
 RegexPatternSet Rule RuleGroup SizeConstraintSet SqlInjectionMatchSet WebACL WebACLMigrationStack
 XssMatchSet] delete[ByteMatchSet GeoMatchSet IPSet LoggingConfiguration PermissionPolicy
 RateBasedRule RegexMatchSet RegexPatternSet Rule RuleGroup SizeConstraintSet SqlInjectionMatchSet
 WebACL XssMatchSet] disassociate[WebACL] get[ByteMatchSet ChangeToken ChangeTokenStatus
 GeoMatchSet IPSet LoggingConfiguration PermissionPolicy RateBasedRule RateBasedRuleManagedKeys
 RegexMatchSet RegexPatternSet Rule RuleGroup SampledRequests SizeConstraintSet
 SqlInjectionMatchSet WebACL WebACLForResource XssMatchSet] list[ActivatedRulesInRuleGroup
 ByteMatchSets GeoMatchSets IPSets LoggingConfigurations RateBasedRules RegexMatchSets
 RegexPatternSets ResourcesForWebACL RuleGroups Rules SizeConstraintSets SqlInjectionMatchSets
 SubscribedRuleGroups TagsForResource WebACLs XssMatchSets] put[LoggingConfiguration
 PermissionPolicy] tag[Resource] untag[Resource] update[ByteMatchSet GeoMatchSet IPSet
 RateBasedRule RegexMatchSet RegexPatternSet Rule RuleGroup SizeConstraintSet SqlInjectionMatchSet
 WebACL XssMatchSet]
=wafv2 Wafv2 wafv2
 associate[WebACL] check[Capacity] create[APIKey IPSet RegexPatternSet RuleGroup WebACL]
 delete[APIKey FirewallManagerRuleGroups IPSet LoggingConfiguration PermissionPolicy
 RegexPatternSet RuleGroup WebACL] describe[AllManagedProducts ManagedProductsByVendor
 ManagedRuleGroup] disassociate[WebACL] generate[MobileSdkReleaseUrl] get[DecryptedAPIKey IPSet
 LoggingConfiguration ManagedRuleSet MobileSdkRelease PermissionPolicy
 RateBasedStatementManagedKeys RegexPatternSet RevenueStatistics RevenueStatisticsSummary
 RevenueStatisticsTimeSeries RuleGroup SampledRequests TopPathStatisticsByTraffic WebACL
 WebACLForResource] list[APIKeys AvailableManagedRuleGroupVersions AvailableManagedRuleGroups
 IPSets LoggingConfigurations ManagedRuleSets MobileSdkReleases RegexPatternSets ResourcesForWebACL
 RuleGroups SettlementRecords TagsForResource WebACLs] put[LoggingConfiguration
 ManagedRuleSetVersions PermissionPolicy] tag[Resource] untag[Resource] update[IPSet
 ManagedRuleSetVersionExpiryDate RegexPatternSet RuleGroup WebACL]
=wellarchitected WellArchitected wellarchitected
 associate[Lenses Profiles] create[AgentBasicProfile AgentContext AgentGoal
 AgentOrganizationalProfile AgentOrganizationalReport AgentProfile LensShare LensVersion Milestone
 Profile ProfileShare ReviewTemplate TemplateShare Workload WorkloadShare] delete[AgentContext
 AgentGoal AgentOrganizationalReport AgentProfile AgentProfilePolicy AgentRecommendationPolicy Lens
 LensShare Profile ProfileShare ReviewTemplate TemplateShare Workload WorkloadShare]
 disassociate[Lenses Profiles] export[Lens] get[AgentContext AgentGoal AgentOrganizationalReport
 AgentOrganizationalReportData AgentPreferences AgentProfile AgentProfilePolicy AgentRecommendation
 AgentRecommendationGeneration AgentRecommendationPolicy Answer ConsolidatedReport GlobalSettings
 Lens LensReview LensReviewReport LensVersionDifference Milestone Profile ProfileTemplate
 ReviewTemplate ReviewTemplateAnswer ReviewTemplateLensReview Workload] import[Lens]
 list[AgentContexts AgentGoals AgentOrganizationalReports AgentProfiles
 AgentRecommendationGenerations AgentRecommendationItems AgentRecommendations Answers CheckDetails
 CheckSummaries LensReviewImprovements LensReviews LensShares Lenses Milestones Notifications
 ProfileNotifications ProfileShares Profiles ReviewTemplateAnswers ReviewTemplates ShareInvitations
 TagsForResource TemplateShares WorkloadShares Workloads] put[AgentPreferences AgentProfilePolicy
 AgentRecommendationFeedback AgentRecommendationPolicy] send[AgentOrganizationalReportDataToS3]
 start[AgentRecommendationGeneration] tag[Resource] untag[Resource] update[AgentContext AgentGoal
 AgentOrganizationalProfile AgentProfile AgentRecommendationStatus Answer GlobalSettings
 Integration LensReview Profile ReviewTemplate ReviewTemplateAnswer ReviewTemplateLensReview
 ShareInvitation Workload WorkloadShare] upgrade[LensReview ProfileVersion
 ReviewTemplateLensReview]
=wickr Wickr wickr
 batch[CreateUser DeleteUser LookupUserUname ReinviteUser ResetDevicesForUser
 ToggleUserSuspendStatus] create[Bot DataRetentionBot DataRetentionBotChallenge Network
 SecurityGroup] delete[Bot DataRetentionBot Network SecurityGroup] get[Bot BotsCount
 DataRetentionBot GuestUserHistoryCount Network NetworkSettings OidcInfo OpentdfConfig
 SecurityGroup User UsersCount] list[BlockedGuestUsers Bots DevicesForUser GuestUsers Networks
 SecurityGroupUsers SecurityGroups Users] register[OidcConfig OidcConfigTest OpentdfConfig]
 update[Bot DataRetention GuestUser Network NetworkSettings SecurityGroup User]
=wisdom Wisdom wisdom
 create[Assistant AssistantAssociation Content KnowledgeBase QuickResponse Session]
 delete[Assistant AssistantAssociation Content ImportJob KnowledgeBase QuickResponse] get[Assistant
 AssistantAssociation Content ContentSummary ImportJob KnowledgeBase QuickResponse Recommendations
 Session] list[AssistantAssociations Assistants Contents ImportJobs KnowledgeBases QuickResponses
 TagsForResource] notify[RecommendationsReceived] query[Assistant] remove[KnowledgeBaseTemplateUri]
 search[Content QuickResponses Sessions] start[ContentUpload ImportJob] tag[Resource]
 untag[Resource] update[Content KnowledgeBaseTemplateUri QuickResponse]
=workdocs WorkDocs workdocs
 abort[DocumentVersionUpload] activate[User] add[ResourcePermissions] create[Comment CustomMetadata
 Folder Labels NotificationSubscription User] deactivate[User] delete[Comment CustomMetadata
 Document DocumentVersion Folder FolderContents Labels NotificationSubscription User]
 describe[Activities Comments DocumentVersions FolderContents Groups NotificationSubscriptions
 ResourcePermissions RootFolders Users] get[CurrentUser Document DocumentPath DocumentVersion
 Folder FolderPath Resources] initiate[DocumentVersionUpload] remove[AllResourcePermissions
 ResourcePermission] restore[DocumentVersions] search[Resources] update[Document DocumentVersion
 Folder User]
=workmail WorkMail workmail
 associate[DelegateToResource MemberToGroup] assume[ImpersonationRole] cancel[MailboxExportJob]
 create[Alias AvailabilityConfiguration Group IdentityCenterApplication ImpersonationRole
 MobileDeviceAccessRule Organization Resource User] delete[AccessControlRule Alias
 AvailabilityConfiguration EmailMonitoringConfiguration Group IdentityCenterApplication
 IdentityProviderConfiguration ImpersonationRole MailboxPermissions MobileDeviceAccessOverride
 MobileDeviceAccessRule Organization PersonalAccessToken Resource RetentionPolicy User]
 deregister[FromWorkMail MailDomain] describe[EmailMonitoringConfiguration Entity Group
 IdentityProviderConfiguration InboundDmarcSettings MailboxExportJob Organization Resource User]
 disassociate[DelegateFromResource MemberFromGroup] get[AccessControlEffect DefaultRetentionPolicy
 ImpersonationRole ImpersonationRoleEffect MailDomain MailboxDetails MobileDeviceAccessEffect
 MobileDeviceAccessOverride PersonalAccessTokenMetadata] list[AccessControlRules Aliases
 AvailabilityConfigurations GroupMembers Groups GroupsForEntity ImpersonationRoles MailDomains
 MailboxExportJobs MailboxPermissions MobileDeviceAccessOverrides MobileDeviceAccessRules
 Organizations PersonalAccessTokens ResourceDelegates Resources TagsForResource Users]
 put[AccessControlRule EmailMonitoringConfiguration IdentityProviderConfiguration
 InboundDmarcSettings MailboxPermissions MobileDeviceAccessOverride RetentionPolicy]
 register[MailDomain ToWorkMail] reset[Password] start[MailboxExportJob] tag[Resource]
 test[AvailabilityConfiguration] untag[Resource] update[AvailabilityConfiguration DefaultMailDomain
 Group ImpersonationRole MailboxQuota MobileDeviceAccessRule PrimaryEmailAddress Resource User]
=workmailmessageflow WorkMailMessageFlow workmailmessageflow
 get[RawMessageContent] put[RawMessageContent]
=workspaces WorkSpaces workspaces
 accept[AccountLinkInvitation] associate[ConnectionAlias IpGroups WorkspaceApplication]
 authorize[IpRules] copy[WorkspaceImage] create[AccountLinkInvitation ConnectClientAddIn
 ConnectionAlias IpGroup StandbyWorkspaces Tags UpdatedWorkspaceImage WorkspaceBundle
 WorkspaceImage Workspaces WorkspacesPool] delete[AccountLinkInvitation ClientBranding
 ConnectClientAddIn ConnectionAlias IpGroup Tags WorkspaceBundle WorkspaceImage]
 deploy[WorkspaceApplications] deregister[WorkspaceDirectory] describe[Account AccountModifications
 ApplicationAssociations Applications BundleAssociations ClientBranding ClientProperties
 ConnectClientAddIns ConnectionAliasPermissions ConnectionAliases CustomWorkspaceImageImport
 ImageAssociations IpGroups Tags WorkspaceAssociations WorkspaceBundles WorkspaceDirectories
 WorkspaceImagePermissions WorkspaceImages WorkspaceSnapshots Workspaces WorkspacesConnectionStatus
 WorkspacesPoolSessions WorkspacesPools] disassociate[ConnectionAlias IpGroups
 WorkspaceApplication] get[AccountLink] import[ClientBranding CustomWorkspaceImage WorkspaceImage]
 list[AccountLinks AvailableManagementCidrRanges] migrate[Workspace] modify[Account
 CertificateBasedAuthProperties ClientProperties EndpointEncryptionMode SamlProperties
 SelfservicePermissions StreamingProperties WorkspaceAccessProperties WorkspaceCreationProperties
 WorkspaceProperties WorkspaceState] reboot[Workspaces] rebuild[Workspaces]
 register[WorkspaceDirectory] reject[AccountLinkInvitation] restore[Workspace] revoke[IpRules]
 start[Workspaces WorkspacesPool] stop[Workspaces WorkspacesPool] terminate[Workspaces
 WorkspacesPool WorkspacesPoolSession] update[ConnectClientAddIn ConnectionAliasPermission
 RulesOfIpGroup WorkspaceBundle WorkspaceImagePermission WorkspacesPool]
=workspacesinstances WorkspacesInstances workspaces-instances
 associate[Volume] create[Volume WorkspaceInstance] delete[Volume WorkspaceInstance]
 disassociate[Volume] get[WorkspaceInstance] list[InstanceTypes Regions TagsForResource
 WorkspaceInstances] modify[Volume] tag[Resource] untag[Resource]
=workspacesthinclient WorkSpacesThinClient workspaces-thin-client
 create[Environment] delete[Device Environment] deregister[Device] get[Device Environment
 SoftwareSet] list[Devices Environments SoftwareSets TagsForResource] tag[Resource] untag[Resource]
 update[Device Environment SoftwareSet]
=workspacesweb WorkSpacesWeb workspaces-web
 associate[BrowserSettings DataProtectionSettings IpAccessSettings NetworkSettings SessionLogger
 TrustStore UserAccessLoggingSettings UserSettings] create[BrowserSettings DataProtectionSettings
 IdentityProvider IpAccessSettings NetworkSettings Portal SessionLogger TrustStore
 UserAccessLoggingSettings UserSettings] delete[BrowserSettings DataProtectionSettings
 IdentityProvider IpAccessSettings NetworkSettings Portal SessionLogger TrustStore
 UserAccessLoggingSettings UserSettings] disassociate[BrowserSettings DataProtectionSettings
 IpAccessSettings NetworkSettings SessionLogger TrustStore UserAccessLoggingSettings UserSettings]
 expire[Session] get[BrowserSettings DataProtectionSettings IdentityProvider IpAccessSettings
 NetworkSettings Portal PortalServiceProviderMetadata Session SessionLogger TrustStore
 TrustStoreCertificate UserAccessLoggingSettings UserSettings] list[BrowserSettings
 DataProtectionSettings IdentityProviders IpAccessSettings NetworkSettings Portals SessionLoggers
 Sessions TagsForResource TrustStoreCertificates TrustStores UserAccessLoggingSettings
 UserSettings] tag[Resource] untag[Resource] update[BrowserSettings DataProtectionSettings
 IdentityProvider IpAccessSettings NetworkSettings Portal SessionLogger TrustStore
 UserAccessLoggingSettings UserSettings]
=xray XRay xray
 batch[GetTraces] cancel[TraceRetrieval] create[Group SamplingRule] delete[Group ResourcePolicy
 SamplingRule] get[EncryptionConfig Group Groups IndexingRules Insight InsightEvents
 InsightImpactGraph InsightSummaries RetrievedTracesGraph SamplingRules SamplingStatisticSummaries
 SamplingTargets ServiceGraph TimeSeriesServiceStatistics TraceGraph TraceSegmentDestination
 TraceSummaries] list[ResourcePolicies RetrievedTraces TagsForResource] put[EncryptionConfig
 ResourcePolicy TelemetryRecords TraceSegments] start[TraceRetrieval] tag[Resource] untag[Resource]
 update[Group IndexingRule SamplingRule TraceSegmentDestination]
"""
