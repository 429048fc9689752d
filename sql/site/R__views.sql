-- The views that report writers know, by the names and columns of Configuration Manager's documentation ("Software updates
-- views"). Written anew whenever this file changes.
DROP VIEW IF EXISTS v_StatMsgInsStrings;
DROP VIEW IF EXISTS v_StatusMessage;
DROP VIEW IF EXISTS v_SoftwareUpdatePointPolicy;
DROP VIEW IF EXISTS vSMS_SUPSyncStatus;
DROP VIEW IF EXISTS v_SoftwareUpdateSource;
DROP VIEW IF EXISTS CI_LocalizedCategoryInstances;
DROP VIEW IF EXISTS CI_CategoryInstances;
DROP VIEW IF EXISTS CI_UpdateCategorySubscription;
DROP VIEW IF EXISTS CI_ContentFiles;
DROP VIEW IF EXISTS v_UpdateContents;
DROP VIEW IF EXISTS v_LocalizedCIProperties_SiteLoc;
DROP VIEW IF EXISTS v_LocalizedCIProperties;
DROP VIEW IF EXISTS v_CIRelation;
DROP VIEW IF EXISTS v_CICategoryInfo_All;
DROP VIEW IF EXISTS v_CICategoryInfo;
DROP VIEW IF EXISTS v_CICategories_All;
DROP VIEW IF EXISTS v_CICategories;
DROP VIEW IF EXISTS v_CategoryInfo;
DROP VIEW IF EXISTS v_UpdateCIs;
DROP VIEW IF EXISTS v_UpdateInfo;
${go}

CREATE VIEW v_UpdateInfo AS
SELECT u.CI_ID AS CI_ID,
       LOWER(CAST(u.UPDATE_ID AS VARCHAR(36))) AS CI_UniqueID,
       CASE WHEN u.IS_BUNDLE = ${true} THEN 8 ELSE 1 END AS CIType_ID,
       u.CI_VERSION AS CIVersion,
       u.ARTICLE_ID AS ArticleID,
       CASE WHEN u.BULLETIN_ID = '' THEN 'None' ELSE u.BULLETIN_ID END AS BulletinID,
       COALESCE(s.TITLE, e.TITLE, d.TITLE, '') AS Title,
       CASE WHEN s.CI_ID IS NOT NULL THEN s.DESCRIPTION WHEN e.CI_ID IS NOT NULL THEN e.DESCRIPTION ELSE d.DESCRIPTION END AS Description,
       COALESCE(CASE WHEN s.CI_ID IS NOT NULL THEN s.INFO_URL WHEN e.CI_ID IS NOT NULL THEN e.INFO_URL ELSE d.INFO_URL END, u.INFO_URL) AS InfoURL,
       u.CREATION_DATE AS DatePosted,
       u.CREATION_DATE AS DateRevised,
       u.DATE_CREATED AS DateCreated,
       CASE WHEN f.DATE_LAST_MODIFIED > u.DATE_LAST_MODIFIED THEN f.DATE_LAST_MODIFIED ELSE u.DATE_LAST_MODIFIED END AS DateLastModified,
       u.SEVERITY AS Severity,
       RTRIM(CASE u.SEVERITY WHEN 10 THEN 'Critical' WHEN 8 THEN 'Important' WHEN 6 THEN 'Moderate' WHEN 2 THEN 'Low' ELSE 'None' END) AS SeverityName,
       0 AS CustomSeverity,
       u.MAX_EXECUTION_TIME AS MaxExecutionTime,
       CAST(CASE WHEN EXISTS (SELECT 1 FROM SUP_DEPLOYMENT m WHERE m.UPDATE_ID = u.UPDATE_ID) THEN 1 ELSE 0 END AS ${boolean}) AS IsDeployed,
       CAST(1 AS ${boolean}) AS IsEnabled,
       CAST(CASE WHEN f.REASONS <> 0 THEN 1 ELSE 0 END AS ${boolean}) AS IsExpired,
       CAST(COALESCE(f.IS_SUPERSEDED, ${false}) AS ${boolean}) AS IsSuperseded,
       CAST(0 AS ${boolean}) AS IsHidden,
       CAST(1 AS ${boolean}) AS IsLatest,
       CAST(CASE WHEN u.EULA_ID IS NOT NULL THEN 1 ELSE 0 END AS ${boolean}) AS EULAExists,
       CASE WHEN u.EULA_ID IS NULL THEN 2 ELSE 0 END AS EULAAccepted,
       COALESCE(site.SOURCE_SITE, site.SITE_CODE) AS SourceSite,
       u.REVISION_NUMBER AS RevisionNumber,
       CAST(CASE WHEN ${bits}(f.REASONS ${and} 2) <> 0 THEN 1 ELSE 0 END AS ${boolean}) AS IsDeclined,
       SUBSTRING(RTRIM(CASE WHEN ${bits}(f.REASONS ${and} 1) <> 0 THEN ',publisher' ELSE '' END)
           ${concat} RTRIM(CASE WHEN ${bits}(f.REASONS ${and} 2) <> 0 THEN ',declined' ELSE '' END)
           ${concat} RTRIM(CASE WHEN ${bits}(f.REASONS ${and} 4) <> 0 THEN ',vanished' ELSE '' END)
           ${concat} RTRIM(CASE WHEN ${bits}(f.REASONS ${and} 8) <> 0 THEN ',scope' ELSE '' END)
           ${concat} RTRIM(CASE WHEN ${bits}(f.REASONS ${and} 16) <> 0 THEN ',rule' ELSE '' END), 2, 100) AS ExpiredReasons,
       f.EXPIRED_SINCE AS ExpiredSince
FROM SUP_UPDATE u
CROSS JOIN SUP_SITE site
LEFT JOIN SUP_UPDATE_STATE f ON f.CI_ID = u.CI_ID
LEFT JOIN SUP_UPDATE_TEXT s ON s.CI_ID = u.CI_ID AND s.LCID = site.LANGUAGE_LCID
LEFT JOIN SUP_UPDATE_TEXT e ON e.CI_ID = u.CI_ID AND e.LCID = 1033
LEFT JOIN SUP_UPDATE_TEXT d ON d.CI_ID = u.CI_ID AND d.LCID = u.DEFAULT_LCID
WHERE u.IS_LISTED = ${true};
${go}

CREATE VIEW v_UpdateCIs AS
SELECT u.CI_ID AS CI_ID,
       LOWER(CAST(u.UPDATE_ID AS VARCHAR(36))) AS CI_UniqueID,
       CASE WHEN u.IS_BUNDLE = ${true} THEN 8 ELSE 1 END AS CIType_ID,
       u.CI_VERSION AS CIVersion,
       u.ARTICLE_ID AS ArticleID,
       CASE WHEN u.BULLETIN_ID = '' THEN 'None' ELSE u.BULLETIN_ID END AS BulletinID,
       u.CREATION_DATE AS DatePosted,
       u.CREATION_DATE AS DateRevised,
       u.DATE_CREATED AS DateCreated,
       CASE WHEN f.DATE_LAST_MODIFIED > u.DATE_LAST_MODIFIED THEN f.DATE_LAST_MODIFIED ELSE u.DATE_LAST_MODIFIED END AS DateLastModified,
       u.SEVERITY AS Severity,
       RTRIM(CASE u.SEVERITY WHEN 10 THEN 'Critical' WHEN 8 THEN 'Important' WHEN 6 THEN 'Moderate' WHEN 2 THEN 'Low' ELSE 'None' END) AS SeverityName,
       0 AS CustomSeverity,
       u.MAX_EXECUTION_TIME AS MaxExecutionTime,
       CAST(CASE WHEN EXISTS (SELECT 1 FROM SUP_DEPLOYMENT m WHERE m.UPDATE_ID = u.UPDATE_ID) THEN 1 ELSE 0 END AS ${boolean}) AS IsDeployed,
       CAST(1 AS ${boolean}) AS IsEnabled,
       CAST(CASE WHEN f.REASONS <> 0 THEN 1 ELSE 0 END AS ${boolean}) AS IsExpired,
       CAST(COALESCE(f.IS_SUPERSEDED, ${false}) AS ${boolean}) AS IsSuperseded,
       CAST(0 AS ${boolean}) AS IsHidden,
       CAST(1 AS ${boolean}) AS IsLatest,
       CAST(CASE WHEN u.EULA_ID IS NOT NULL THEN 1 ELSE 0 END AS ${boolean}) AS EULAExists,
       CASE WHEN u.EULA_ID IS NULL THEN 2 ELSE 0 END AS EULAAccepted,
       COALESCE(site.SOURCE_SITE, site.SITE_CODE) AS SourceSite,
       u.REVISION_NUMBER AS RevisionNumber,
       CAST(CASE WHEN ${bits}(f.REASONS ${and} 2) <> 0 THEN 1 ELSE 0 END AS ${boolean}) AS IsDeclined,
       SUBSTRING(RTRIM(CASE WHEN ${bits}(f.REASONS ${and} 1) <> 0 THEN ',publisher' ELSE '' END)
           ${concat} RTRIM(CASE WHEN ${bits}(f.REASONS ${and} 2) <> 0 THEN ',declined' ELSE '' END)
           ${concat} RTRIM(CASE WHEN ${bits}(f.REASONS ${and} 4) <> 0 THEN ',vanished' ELSE '' END)
           ${concat} RTRIM(CASE WHEN ${bits}(f.REASONS ${and} 8) <> 0 THEN ',scope' ELSE '' END)
           ${concat} RTRIM(CASE WHEN ${bits}(f.REASONS ${and} 16) <> 0 THEN ',rule' ELSE '' END), 2, 100) AS ExpiredReasons,
       f.EXPIRED_SINCE AS ExpiredSince
FROM SUP_UPDATE u
CROSS JOIN SUP_SITE site
LEFT JOIN SUP_UPDATE_STATE f ON f.CI_ID = u.CI_ID
WHERE u.IS_LISTED = ${true};
${go}

CREATE VIEW v_CategoryInfo AS
SELECT c.CATEGORY_ID AS CategoryInstanceID,
       c.CATEGORY_TYPE ${concat} ':' ${concat} LOWER(CAST(c.CATEGORY_GUID AS VARCHAR(36))) AS CategoryInstance_UniqueID,
       c.CATEGORY_TYPE AS CategoryTypeName,
       t.TITLE AS CategoryInstanceName,
       t.LCID AS LocaleID,
       p.CATEGORY_ID AS ParentCategoryInstanceID,
       c.DATE_LAST_MODIFIED AS DateLastModified,
       COALESCE(site.SOURCE_SITE, site.SITE_CODE) AS SourceSite
FROM SUP_CATEGORY c
CROSS JOIN SUP_SITE site
JOIN SUP_CATEGORY_TEXT t ON t.CATEGORY_ID = c.CATEGORY_ID
LEFT JOIN SUP_CATEGORY p ON p.CATEGORY_GUID = c.PARENT_GUID
WHERE c.CATEGORY_TYPE IS NOT NULL;
${go}

CREATE VIEW v_CICategories AS
SELECT u.CI_ID AS CI_ID,
       c.CATEGORY_ID AS CategoryInstanceID,
       c.CATEGORY_TYPE ${concat} ':' ${concat} LOWER(CAST(c.CATEGORY_GUID AS VARCHAR(36))) AS CategoryInstance_UniqueID,
       c.CATEGORY_TYPE AS CategoryTypeName,
       p.CATEGORY_ID AS ParentCategoryInstanceID,
       c.DATE_LAST_MODIFIED AS DateLastModified,
       COALESCE(site.SOURCE_SITE, site.SITE_CODE) AS SourceSite
FROM SUP_UPDATE u
CROSS JOIN SUP_SITE site
JOIN SUP_UPDATE_CATEGORY uc ON uc.CI_ID = u.CI_ID
JOIN SUP_CATEGORY c ON c.CATEGORY_GUID = uc.CATEGORY_GUID
LEFT JOIN SUP_CATEGORY p ON p.CATEGORY_GUID = c.PARENT_GUID
WHERE u.IS_LISTED = ${true} AND c.CATEGORY_TYPE IS NOT NULL;
${go}

CREATE VIEW v_CICategories_All AS
SELECT DISTINCT u.CI_ID AS CI_ID,
       c.CATEGORY_ID AS CategoryInstanceID,
       c.CATEGORY_TYPE ${concat} ':' ${concat} LOWER(CAST(c.CATEGORY_GUID AS VARCHAR(36))) AS CategoryInstance_UniqueID,
       c.CATEGORY_TYPE AS CategoryTypeName,
       p.CATEGORY_ID AS ParentCategoryInstanceID,
       c.DATE_LAST_MODIFIED AS DateLastModified,
       COALESCE(site.SOURCE_SITE, site.SITE_CODE) AS SourceSite
FROM SUP_UPDATE u
CROSS JOIN SUP_SITE site
JOIN SUP_UPDATE_CATEGORY uc ON uc.CI_ID = u.CI_ID
JOIN SUP_CATEGORY own ON own.CATEGORY_GUID = uc.CATEGORY_GUID
JOIN SUP_CATEGORY_ANCESTOR a ON a.CATEGORY_ID = own.CATEGORY_ID
JOIN SUP_CATEGORY c ON c.CATEGORY_ID = a.ANCESTOR_ID
LEFT JOIN SUP_CATEGORY p ON p.CATEGORY_GUID = c.PARENT_GUID
WHERE u.IS_LISTED = ${true} AND c.CATEGORY_TYPE IS NOT NULL;
${go}

CREATE VIEW v_CICategoryInfo AS
SELECT v.CI_ID, v.CategoryInstanceID, v.CategoryInstance_UniqueID, v.CategoryTypeName,
       t.TITLE AS CategoryInstanceName, t.LCID AS LocaleID,
       v.ParentCategoryInstanceID, v.DateLastModified, v.SourceSite
FROM v_CICategories v
JOIN SUP_CATEGORY_TEXT t ON t.CATEGORY_ID = v.CategoryInstanceID;
${go}

CREATE VIEW v_CICategoryInfo_All AS
SELECT v.CI_ID, v.CategoryInstanceID, v.CategoryInstance_UniqueID, v.CategoryTypeName,
       t.TITLE AS CategoryInstanceName, t.LCID AS LocaleID,
       v.ParentCategoryInstanceID, v.DateLastModified, v.SourceSite
FROM v_CICategories_All v
JOIN SUP_CATEGORY_TEXT t ON t.CATEGORY_ID = v.CategoryInstanceID;
${go}

CREATE VIEW v_CIRelation AS
SELECT r.CI_ID AS FromCIID, t.CI_ID AS ToCIID, r.RELATION_TYPE AS RelationType
FROM SUP_UPDATE_RELATION r
JOIN SUP_UPDATE t ON t.UPDATE_ID = r.TARGET_ID
WHERE r.IS_FIRST = ${true}
UNION ALL
SELECT s.CI_ID, t.CI_ID, CAST(6 AS SMALLINT)
FROM SUP_SUPERSEDENCE s
JOIN SUP_UPDATE t ON t.UPDATE_ID = s.TARGET_ID;
${go}

CREATE VIEW v_LocalizedCIProperties AS
SELECT u.CI_ID AS CI_ID, t.LCID AS LocaleID, t.TITLE AS DisplayName, t.DESCRIPTION AS Description,
       COALESCE(t.INFO_URL, u.INFO_URL) AS CIInformativeURL
FROM SUP_UPDATE u
JOIN SUP_UPDATE_TEXT t ON t.CI_ID = u.CI_ID
WHERE u.IS_LISTED = ${true};
${go}

CREATE VIEW v_LocalizedCIProperties_SiteLoc AS
SELECT u.CI_ID AS CI_ID,
       CASE WHEN s.CI_ID IS NOT NULL THEN s.LCID WHEN e.CI_ID IS NOT NULL THEN e.LCID ELSE d.LCID END AS LocaleID,
       COALESCE(s.TITLE, e.TITLE, d.TITLE, '') AS DisplayName,
       CASE WHEN s.CI_ID IS NOT NULL THEN s.DESCRIPTION WHEN e.CI_ID IS NOT NULL THEN e.DESCRIPTION ELSE d.DESCRIPTION END AS Description,
       COALESCE(CASE WHEN s.CI_ID IS NOT NULL THEN s.INFO_URL WHEN e.CI_ID IS NOT NULL THEN e.INFO_URL ELSE d.INFO_URL END, u.INFO_URL) AS CIInformativeURL
FROM SUP_UPDATE u
CROSS JOIN SUP_SITE site
LEFT JOIN SUP_UPDATE_TEXT s ON s.CI_ID = u.CI_ID AND s.LCID = site.LANGUAGE_LCID
LEFT JOIN SUP_UPDATE_TEXT e ON e.CI_ID = u.CI_ID AND e.LCID = 1033
LEFT JOIN SUP_UPDATE_TEXT d ON d.CI_ID = u.CI_ID AND d.LCID = u.DEFAULT_LCID
WHERE u.IS_LISTED = ${true};
${go}

-- The files of an update and of the children of bundles, which nest: three levels are real, a fourth is room to spare.
CREATE VIEW v_UpdateContents AS
SELECT x.CI_ID AS CI_ID, x.OWNER_ID AS ContentCI_ID, x.OWNER_ID AS Content_ID,
       LOWER(CAST(o.UPDATE_ID AS VARCHAR(36))) AS Content_UniqueID, o.CONTENT_LOCALES AS ContentLocales
FROM (
    SELECT u.CI_ID, u.CI_ID AS OWNER_ID FROM SUP_UPDATE u WHERE u.IS_LISTED = ${true}
    UNION
    SELECT u.CI_ID, c1.CI_ID FROM SUP_UPDATE u
    JOIN SUP_UPDATE_RELATION r1 ON r1.CI_ID = u.CI_ID AND r1.RELATION_TYPE = 1
    JOIN SUP_UPDATE c1 ON c1.UPDATE_ID = r1.TARGET_ID
    WHERE u.IS_LISTED = ${true}
    UNION
    SELECT u.CI_ID, c2.CI_ID FROM SUP_UPDATE u
    JOIN SUP_UPDATE_RELATION r1 ON r1.CI_ID = u.CI_ID AND r1.RELATION_TYPE = 1
    JOIN SUP_UPDATE c1 ON c1.UPDATE_ID = r1.TARGET_ID
    JOIN SUP_UPDATE_RELATION r2 ON r2.CI_ID = c1.CI_ID AND r2.RELATION_TYPE = 1
    JOIN SUP_UPDATE c2 ON c2.UPDATE_ID = r2.TARGET_ID
    WHERE u.IS_LISTED = ${true}
    UNION
    SELECT u.CI_ID, c3.CI_ID FROM SUP_UPDATE u
    JOIN SUP_UPDATE_RELATION r1 ON r1.CI_ID = u.CI_ID AND r1.RELATION_TYPE = 1
    JOIN SUP_UPDATE c1 ON c1.UPDATE_ID = r1.TARGET_ID
    JOIN SUP_UPDATE_RELATION r2 ON r2.CI_ID = c1.CI_ID AND r2.RELATION_TYPE = 1
    JOIN SUP_UPDATE c2 ON c2.UPDATE_ID = r2.TARGET_ID
    JOIN SUP_UPDATE_RELATION r3 ON r3.CI_ID = c2.CI_ID AND r3.RELATION_TYPE = 1
    JOIN SUP_UPDATE c3 ON c3.UPDATE_ID = r3.TARGET_ID
    WHERE u.IS_LISTED = ${true}
) x
JOIN SUP_UPDATE o ON o.CI_ID = x.OWNER_ID
WHERE EXISTS (SELECT 1 FROM SUP_UPDATE_FILE f WHERE f.CI_ID = x.OWNER_ID);
${go}

CREATE VIEW CI_ContentFiles AS
SELECT f.CI_ID AS Content_ID, f.FILE_NAME AS FileName, f.FILE_SIZE AS FileSize, f.DIGEST AS FileHash, f.SOURCE_URL AS SourceURL
FROM SUP_UPDATE_FILE f;
${go}

CREATE VIEW CI_UpdateCategorySubscription AS
SELECT c.CATEGORY_ID AS CategoryInstanceID, c.IS_SUBSCRIBED AS IsSubscribed
FROM SUP_CATEGORY c
WHERE c.CATEGORY_TYPE IS NOT NULL;
${go}

CREATE VIEW CI_CategoryInstances AS
SELECT c.CATEGORY_ID AS CategoryInstanceID, c.CATEGORY_TYPE AS CategoryTypeName,
       c.CATEGORY_TYPE ${concat} ':' ${concat} LOWER(CAST(c.CATEGORY_GUID AS VARCHAR(36))) AS CategoryInstance_UniqueID,
       c.DATE_LAST_MODIFIED AS DateLastModified
FROM SUP_CATEGORY c
WHERE c.CATEGORY_TYPE IS NOT NULL;
${go}

CREATE VIEW CI_LocalizedCategoryInstances AS
SELECT c.CATEGORY_ID AS CategoryInstanceID, t.TITLE AS CategoryInstanceName, t.LCID AS LocaleID
FROM SUP_CATEGORY c
JOIN SUP_CATEGORY_TEXT t ON t.CATEGORY_ID = c.CATEGORY_ID
WHERE c.CATEGORY_TYPE IS NOT NULL;
${go}

CREATE VIEW v_SoftwareUpdateSource AS
SELECT site.SITE_ID AS UpdateSource_ID, LOWER(CAST(site.SOURCE_ID AS VARCHAR(36))) AS UpdateSource_UniqueID,
       site.SOURCE_NAME AS UpdateSourceName, COALESCE(site.SOURCE_SITE, site.SITE_CODE) AS SourceSite, site.CONTENT_VERSION AS ContentVersion
FROM SUP_SITE site
WHERE site.SOURCE_ID IS NOT NULL;
${go}

CREATE VIEW vSMS_SUPSyncStatus AS
SELECT s.SITE_CODE AS SiteCode, s.SERVER_NAME AS WSUSServerName, s.SOURCE_SERVER AS WSUSSourceServer,
       s.LAST_STATE AS LastSyncState, s.LAST_STATE_TIME AS LastSyncStateTime,
       s.LAST_SUCCESS_TIME AS LastSuccessfulSyncTime, s.LAST_ERROR_CODE AS LastSyncErrorCode,
       s.CATALOG_VERSION AS SyncCatalogVersion,
       CASE WHEN c.LINK_STATUS > s.LINK_STATUS THEN c.LINK_STATUS ELSE s.LINK_STATUS END AS ReplicationLinkStatus,
       COALESCE(c.CHECKED_AT, s.LINK_CHECK_TIME) AS LastReplicationLinkCheckTime
FROM SUP_SYNC_STATUS s
LEFT JOIN SUP_CHILD c ON c.SITE_CODE = COALESCE(s.VIA_SITE, s.SITE_CODE);
${go}

CREATE VIEW v_SoftwareUpdatePointPolicy AS
SELECT p.SITE_CODE AS SiteCode, p.CONNECTION_TYPE AS ConnectionType,
       LOWER(CAST(p.SOURCE_ID AS VARCHAR(36))) AS UpdateSource_UniqueID, p.CONTENT_VERSION AS ContentVersion,
       p.SERVER_NAME AS WSUSServerName, p.URL AS URL
FROM SUP_POLICY p;
${go}

CREATE VIEW v_StatusMessage AS
SELECT m.RECORD_ID AS RecordID, m.MESSAGE_ID AS MessageID, m.SEVERITY AS Severity, m.SITE_CODE AS SiteCode,
       m.COMPONENT AS Component, m.MESSAGE_TIME AS Time
FROM SUP_STATUS_MESSAGE m;
${go}

CREATE VIEW v_StatMsgInsStrings AS
SELECT s.RECORD_ID AS RecordID, s.STRING_INDEX AS InsStrIndex, s.STRING_VALUE AS InsStrValue
FROM SUP_STATUS_STRING s;
${go}
