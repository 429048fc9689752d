-- The tables of the WSUS database SUSDB that supsync reads, on SQL Server 2012 or later. Names and columns are its own.
-- Where SUSDB's columns are not published, these stand for them: tbProperty.Uninstallation…, tbDriverClass.Class and
-- the types of tbFileHash.

CREATE TABLE dbo.tbUpdateType (
    UpdateTypeID uniqueidentifier NOT NULL PRIMARY KEY,
    Name nvarchar(256) NOT NULL
);

CREATE TABLE dbo.tbUpdate (
    LocalUpdateID int IDENTITY(1, 1) PRIMARY KEY,
    UpdateID uniqueidentifier NOT NULL UNIQUE,
    UpdateTypeID uniqueidentifier,
    IsClientSelfUpdate bit DEFAULT 0 NOT NULL,
    PublisherID uniqueidentifier,
    IsPublic bit DEFAULT 0 NOT NULL,
    IsHidden bit DEFAULT 0 NOT NULL,
    DetectoidType nvarchar(80),
    LegacyName nvarchar(255),
    LastUndeclinedTime datetime,
    IsLocallyPublished bit DEFAULT 0 NOT NULL,
    ImportedTime datetime NOT NULL
);

CREATE TABLE dbo.tbRevision (
    RevisionID int IDENTITY(1, 1) PRIMARY KEY,
    LocalUpdateID int NOT NULL REFERENCES dbo.tbUpdate (LocalUpdateID),
    RevisionNumber int NOT NULL,
    LastIsLeafChange datetime,
    IsLeaf bit DEFAULT 1 NOT NULL,
    IsBeta bit DEFAULT 0 NOT NULL,
    TimeToGoLiveOnCatalog datetime,
    RowID uniqueidentifier NOT NULL UNIQUE,
    State tinyint DEFAULT 1 NOT NULL,
    Origin int DEFAULT 0 NOT NULL,
    IsCritical bit DEFAULT 0 NOT NULL,
    LanguageMask bigint DEFAULT 0 NOT NULL,
    IsLatestRevision bit DEFAULT 1 NOT NULL,
    IsMandatory bit DEFAULT 0 NOT NULL
);
CREATE INDEX ncRevision_LocalUpdateID_RevisionNumber__IsLatestRevision ON dbo.tbRevision (LocalUpdateID, RevisionNumber, IsLatestRevision);

CREATE TABLE dbo.tbHandler (
    HandlerID int IDENTITY(1, 1) PRIMARY KEY,
    Name nvarchar(256),
    SchemaURI nvarchar(256) NOT NULL
);

CREATE TABLE dbo.tbProperty (
    RevisionID int NOT NULL PRIMARY KEY REFERENCES dbo.tbRevision (RevisionID),
    PublicationState int DEFAULT 0 NOT NULL,
    CreationDate datetime NOT NULL,
    ReceivedFromCreatorService datetime NOT NULL,
    ExplicitlyDeployable bit DEFAULT 0 NOT NULL,
    CanInstall bit DEFAULT 0 NOT NULL,
    InstallationImpact int DEFAULT 0 NOT NULL,
    InstallRequiresConnectivity bit DEFAULT 0 NOT NULL,
    InstallRequiresUserInput bit DEFAULT 0 NOT NULL,
    InstallRebootBehavior int DEFAULT 0 NOT NULL,
    CanUninstall bit DEFAULT 0 NOT NULL,
    UninstallationImpact int,
    UninstallationRequiresConnectivity bit,
    UninstallationRequiresUserInput bit,
    UninstallationRebootBehavior int,
    HandlerID int,
    EulaID uniqueidentifier,
    RequiresReacceptanceOfEula bit DEFAULT 0 NOT NULL,
    EulaExplicitlyAccepted bit DEFAULT 0 NOT NULL,
    DefaultPropertiesLanguageID int DEFAULT 1033 NOT NULL,
    UpdateType nvarchar(256) DEFAULT 'Software' NOT NULL,
    MsrcSeverity nvarchar(20) DEFAULT 'Unspecified' NOT NULL,
    CompatibleProtocolVersion nvarchar(20)
);

CREATE TABLE dbo.tbXml (
    XmlID int IDENTITY(1, 1) PRIMARY KEY,
    RevisionID int NOT NULL REFERENCES dbo.tbRevision (RevisionID),
    RootElementType int NOT NULL,
    LanguageID int DEFAULT 0 NOT NULL,
    RootElementXml ntext NOT NULL,
    RootElementXmlCompressed image
);
CREATE INDEX ncXml_RevisionID_RootElementType ON dbo.tbXml (RevisionID, RootElementType);

CREATE TABLE dbo.tbLanguage (
    LanguageID int NOT NULL PRIMARY KEY,
    LanguageIndex int IDENTITY(1, 1),
    ShortLanguage nvarchar(16) NOT NULL UNIQUE,
    LongLanguage nvarchar(32) NOT NULL,
    Enabled bit DEFAULT 1 NOT NULL
);

CREATE TABLE dbo.tbLocalizedProperty (
    LocalizedPropertyID int IDENTITY(1, 1) PRIMARY KEY,
    Title nvarchar(200) NOT NULL,
    Description nvarchar(1500),
    ReleaseNote nvarchar(1000)
);

CREATE TABLE dbo.tbLocalizedPropertyForRevision (
    RevisionID int NOT NULL,
    LanguageID int NOT NULL,
    LocalizedPropertyID int NOT NULL,
    PRIMARY KEY (RevisionID, LanguageID)
);
CREATE INDEX nclLocalizedPropertyID ON dbo.tbLocalizedPropertyForRevision (LocalizedPropertyID);

CREATE TABLE dbo.tbRevisionLanguage (
    RevisionID int NOT NULL,
    LanguageID int NOT NULL,
    Expanded bit DEFAULT 0 NOT NULL,
    PRIMARY KEY (RevisionID, LanguageID)
);

CREATE TABLE dbo.tbCategory (
    CategoryID int NOT NULL PRIMARY KEY,
    CategoryIndex int IDENTITY(1, 1),
    ParentCategoryID int,
    CategoryType nvarchar(256),
    LastChange datetime,
    ProhibitsSubcategories bit DEFAULT 0 NOT NULL,
    ProhibitsUpdates bit DEFAULT 0 NOT NULL,
    DisplayOrder int
);
CREATE INDEX ncCategory_ParentCategoryID ON dbo.tbCategory (ParentCategoryID);

CREATE TABLE dbo.tbRevisionInCategory (
    RevisionID int NOT NULL,
    CategoryID int NOT NULL,
    Expanded bit DEFAULT 0 NOT NULL,
    PRIMARY KEY (RevisionID, CategoryID)
);
CREATE INDEX ncRevisionInCategory_CategoryID ON dbo.tbRevisionInCategory (CategoryID);

CREATE TABLE dbo.tbPrerequisite (
    PrerequisiteID int IDENTITY(1, 1) PRIMARY KEY,
    RevisionID int NOT NULL
);
CREATE INDEX ncPrerequisite_RevisionID ON dbo.tbPrerequisite (RevisionID);

CREATE TABLE dbo.tbInstalledUpdateSufficientForPrerequisite (
    PrerequisiteID int NOT NULL,
    LocalUpdateID int NOT NULL,
    PRIMARY KEY (PrerequisiteID, LocalUpdateID)
);
CREATE INDEX ncInstalledUpdateSufficientForPrerequisite_LocalUpdateID ON dbo.tbInstalledUpdateSufficientForPrerequisite (LocalUpdateID);

CREATE TABLE dbo.tbBundleAll (
    BundledID int IDENTITY(1, 1) PRIMARY KEY,
    RevisionID int NOT NULL
);
CREATE INDEX ncBundleAll_RevisionID ON dbo.tbBundleAll (RevisionID);

CREATE TABLE dbo.tbBundleAtLeastOne (
    BundledID int NOT NULL,
    RevisionID int NOT NULL,
    PRIMARY KEY (BundledID, RevisionID)
);
CREATE INDEX ncBundleAtLeastOne_RevisionID ON dbo.tbBundleAtLeastOne (RevisionID);

CREATE TABLE dbo.tbRevisionSupersedesUpdate (
    RevisionID int NOT NULL,
    SupersededUpdateID uniqueidentifier NOT NULL,
    PRIMARY KEY (RevisionID, SupersededUpdateID)
);
CREATE INDEX nclSupercededUpdateID ON dbo.tbRevisionSupersedesUpdate (SupersededUpdateID);

CREATE TABLE dbo.tbKBArticleForRevision (
    RevisionID int NOT NULL UNIQUE,
    KBArticleID nvarchar(15) NOT NULL
);

CREATE TABLE dbo.tbSecurityBulletinForRevision (
    RevisionID int NOT NULL UNIQUE,
    SecurityBulletinID nvarchar(15) NOT NULL
);

CREATE TABLE dbo.tbMoreInfoURLForRevision (
    RevisionURLID int IDENTITY(1, 1) PRIMARY KEY,
    RevisionID int NOT NULL,
    MoreInfoURL nvarchar(2083) NOT NULL,
    ShortLanguage nvarchar(16) DEFAULT 'all' NOT NULL
);
CREATE INDEX ncMoreInfoURLForRevision_RevisionID ON dbo.tbMoreInfoURLForRevision (RevisionID);

CREATE TABLE dbo.tbFile (
    FileDigest binary(20) NOT NULL PRIMARY KEY,
    FileName nvarchar(256) NOT NULL,
    Modified datetime,
    Size bigint NOT NULL,
    IsEula bit DEFAULT 0 NOT NULL,
    MUURL nvarchar(1024),
    USSURL nvarchar(1024),
    IsExternalCab bit DEFAULT 0 NOT NULL,
    IsSecure bit DEFAULT 0 NOT NULL,
    IsEncrypted bit DEFAULT 0 NOT NULL,
    DecryptionKey varbinary(256)
);

CREATE TABLE dbo.tbFileForRevision (
    RevisionID int NOT NULL,
    FileDigest binary(20) NOT NULL,
    PatchingType tinyint DEFAULT 0 NOT NULL,
    PRIMARY KEY (RevisionID, FileDigest)
);
CREATE INDEX ncFileForRevision_FileDigest ON dbo.tbFileForRevision (FileDigest);

CREATE TABLE dbo.tbFileHash (
    FileDigest binary(20) NOT NULL,
    DigestAlgorithm nvarchar(16) NOT NULL,
    AdditionalHash varbinary(64) NOT NULL,
    PRIMARY KEY (FileDigest, DigestAlgorithm)
);

CREATE TABLE dbo.tbDriverClass (
    ClassID int IDENTITY(1, 1) PRIMARY KEY,
    Class nvarchar(256) NOT NULL
);

CREATE TABLE dbo.tbDriver (
    RevisionID int NOT NULL,
    HardwareID nvarchar(200) NOT NULL,
    ClassID int,
    Company nvarchar(256),
    Manufacturer nvarchar(256),
    Model nvarchar(256),
    Provider nvarchar(256),
    DriverVerDate datetime,
    WhqlDriverID bigint
);
CREATE INDEX ncDriver_RevisionID ON dbo.tbDriver (RevisionID);

CREATE TABLE dbo.tbUpdateFlag (
    LocalUpdateID int NOT NULL PRIMARY KEY,
    FromCatalogSite bit DEFAULT 0 NOT NULL
);

CREATE TABLE dbo.tbConfigurationA (
    ServerID uniqueidentifier NOT NULL,
    SyncToMU bit DEFAULT 1 NOT NULL,
    UpstreamServerName nvarchar(256),
    ServerPortNumber int,
    UpstreamServerUseSSL bit DEFAULT 0 NOT NULL,
    LastConfigChange datetime
);

CREATE TABLE dbo.tbEventInstance (
    EventOrdinalNumber bigint IDENTITY(1, 1) PRIMARY KEY,
    EventInstanceID uniqueidentifier NOT NULL,
    EventNamespaceID int NOT NULL,
    EventID int NOT NULL,
    EventSourceID int,
    TimeAtTarget datetime NOT NULL,
    TimeAtServer datetime NOT NULL,
    ComputerID nvarchar(256),
    UpdateID uniqueidentifier,
    RevisionNumber int,
    Win32HResult int,
    AppName nvarchar(256),
    MiscData ntext,
    ReplacementStrings ntext
);
CREATE INDEX ncEventInstance_TimeAtServer ON dbo.tbEventInstance (TimeAtServer);
