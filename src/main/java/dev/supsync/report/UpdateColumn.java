package dev.supsync.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The columns of v_UpdateInfo, in their order. */
public enum UpdateColumn {
    CI_ID("CI_ID", Kind.NUMBER),
    CI_UNIQUE_ID("CI_UniqueID", Kind.TEXT),
    CI_TYPE_ID("CIType_ID", Kind.NUMBER),
    CI_VERSION("CIVersion", Kind.NUMBER),
    ARTICLE_ID("ArticleID", Kind.TEXT),
    BULLETIN_ID("BulletinID", Kind.TEXT),
    TITLE("Title", Kind.TEXT),
    DESCRIPTION("Description", Kind.TEXT),
    INFO_URL("InfoURL", Kind.TEXT),
    DATE_POSTED("DatePosted", Kind.TIME),
    DATE_REVISED("DateRevised", Kind.TIME),
    DATE_CREATED("DateCreated", Kind.TIME),
    DATE_LAST_MODIFIED("DateLastModified", Kind.TIME),
    SEVERITY("Severity", Kind.NUMBER),
    SEVERITY_NAME("SeverityName", Kind.TEXT),
    CUSTOM_SEVERITY("CustomSeverity", Kind.NUMBER),
    MAX_EXECUTION_TIME("MaxExecutionTime", Kind.NUMBER),
    IS_DEPLOYED("IsDeployed", Kind.FLAG),
    IS_ENABLED("IsEnabled", Kind.FLAG),
    IS_EXPIRED("IsExpired", Kind.FLAG),
    IS_SUPERSEDED("IsSuperseded", Kind.FLAG),
    IS_HIDDEN("IsHidden", Kind.FLAG),
    IS_LATEST("IsLatest", Kind.FLAG),
    EULA_EXISTS("EULAExists", Kind.FLAG),
    EULA_ACCEPTED("EULAAccepted", Kind.NUMBER),
    SOURCE_SITE("SourceSite", Kind.TEXT),
    REVISION_NUMBER("RevisionNumber", Kind.NUMBER),
    IS_DECLINED("IsDeclined", Kind.FLAG),
    EXPIRED_REASONS("ExpiredReasons", Kind.TEXT),
    EXPIRED_SINCE("ExpiredSince", Kind.TIME);

    private final String title;
    private final Kind kind;

    UpdateColumn(String title, Kind kind) {
        this.title = title;
        this.kind = kind;
    }

    private enum Kind {
        TEXT,
        NUMBER,
        FLAG,
        TIME
    }

    /** The name as the view's documentation writes it. */
    public String title() {
        return title;
    }

    /** The column's value: a String, Long, Boolean or Instant. */
    @Nullable
    Object read(ResultSet row) throws SQLException {
        int column = ordinal() + 1;
        return switch (kind) {
            case TEXT -> row.getString(column);
            case NUMBER -> {
                long number = row.getLong(column);
                yield row.wasNull() ? null : (Object) number;
            }
            case FLAG -> {
                boolean flag = row.getBoolean(column);
                yield row.wasNull() ? null : (Object) flag;
            }
            case TIME -> {
                LocalDateTime time = row.getObject(column, LocalDateTime.class);
                yield time == null ? null : time.toInstant(ZoneOffset.UTC);
            }
        };
    }
}
