package dev.supsync.site;

import dev.supsync.metadata.Digest;
import dev.supsync.metadata.DriverMetadata;
import dev.supsync.metadata.InstallationBehavior;
import dev.supsync.metadata.PublicationState;
import dev.supsync.metadata.RevisionKey;
import dev.supsync.metadata.Severity;
import dev.supsync.metadata.UpdateFile;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateType;
import dev.supsync.site.UpdateRecord.Reference;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** Updates as a site keeps them, for tests. */
final class SampleUpdates {

    static final Instant CREATED = Instant.parse("2026-10-14T17:00:00.123Z");

    private UpdateRecord record;

    private SampleUpdates(UpdateRecord record) {
        this.record = record;
    }

    static UpdateId id(long number) {
        return new UpdateId(new UUID(0x1000_0000_0000_4000L, number));
    }

    static Digest digest(long number) {
        return new Digest(number, ~number);
    }

    /** The least that an update can be: no text, no relation, every value that may be null is. */
    static UpdateRecord plain(UpdateId id) {
        return new UpdateRecord(
                new RevisionKey(id, 100),
                UpdateType.SOFTWARE,
                true,
                true,
                false,
                ScopeState.IN,
                PublicationState.PUBLISHED,
                CREATED,
                1033,
                Severity.UNSPECIFIED,
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                false,
                false,
                InstallationBehavior.DEFAULT,
                false,
                0,
                "",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                digest(1),
                digest(2));
    }

    /** Something of everything. */
    static UpdateRecord rich(UpdateId id) {
        return new UpdateRecord(
                new RevisionKey(id, 201),
                UpdateType.DRIVER,
                true,
                true,
                true,
                ScopeState.NEVER,
                PublicationState.IN_TESTING,
                Instant.parse("2026-03-29T02:30:00.999Z"),
                1031,
                Severity.CRITICAL,
                List.of("5066835", "5066836", "890830"),
                List.of("MS26-001", "MS26-002"),
                List.of("CVE-2026-0001", "CVE-2026-0002"),
                "https://support.contoso.example/5066835",
                "https://support.contoso.example",
                "KB5066835-Win11",
                "Win32_OperatingSystem",
                "http://schemas.microsoft.com/msus/2002/12/UpdateHandlers/Cbs",
                new UUID(7, 8),
                new UUID(9, 10),
                true,
                true,
                true,
                new InstallationBehavior(
                        InstallationBehavior.Impact.REQUIRES_EXCLUSIVE_HANDLING,
                        InstallationBehavior.Reboot.CAN_REQUEST_REBOOT,
                        true,
                        true),
                true,
                3_600,
                "Locale:1033,Locale:1031",
                List.of(
                        new UpdateRecord.Text(1031, "Kumulatives Update", "Behebt Fehler.", "https://de.example"),
                        new UpdateRecord.Text(1033, "Cumulative update", null, null)),
                List.of(id(900_001), id(900_002)),
                List.of(
                        new Reference(Reference.Type.BUNDLES, 0, id(800_001), 100, true),
                        new Reference(Reference.Type.REQUIRES, 0, id(800_002), null, true),
                        new Reference(Reference.Type.REQUIRES, 1, id(800_002), null, false),
                        new Reference(Reference.Type.SUPERSEDES, 0, id(800_003), null, true)),
                List.of(
                        new UpdateFile(
                                "aGFzaA==",
                                "windows.msu",
                                5_000_000_000L,
                                Instant.parse("1999-12-31T23:59:59.999Z"),
                                UpdateFile.PatchingType.EXPRESS,
                                "c2hhMjU2",
                                "http://download.example/windows.msu"),
                        new UpdateFile("aGFzaDI=", "readme.txt", 0, null, null, null, null)),
                List.of(
                        new DriverMetadata(
                                "PCI\\VEN_8086&DEV_1234",
                                LocalDate.of(2026, 3, 29),
                                "1.2.3.4",
                                "Net",
                                "Contoso",
                                "Contoso Ltd.",
                                "Intel",
                                "Adapter",
                                "1234567"),
                        new DriverMetadata("USB\\VID_0001", null, null, null, null, null, null, null, null)),
                digest(3),
                digest(4));
    }

    static SampleUpdates like(UpdateRecord record) {
        return new SampleUpdates(record);
    }

    SampleUpdates texts(UpdateRecord.Text... texts) {
        return with(record.references(), List.of(texts), record.listed(), record.scopeState());
    }

    SampleUpdates references(Reference... references) {
        return with(List.of(references), record.texts(), record.listed(), record.scopeState());
    }

    SampleUpdates hidden() {
        return with(record.references(), record.texts(), false, ScopeState.NEVER);
    }

    UpdateRecord get() {
        return record;
    }

    SampleUpdates categories(UpdateId... categories) {
        return with(record.references(), record.texts(), record.listed(), record.scopeState(), List.of(categories));
    }

    private SampleUpdates with(
            List<Reference> references, List<UpdateRecord.Text> texts, boolean listed, ScopeState scopeState) {
        return with(references, texts, listed, scopeState, record.categories());
    }

    private SampleUpdates with(
            List<Reference> references,
            List<UpdateRecord.Text> texts,
            boolean listed,
            ScopeState scopeState,
            List<UpdateId> categories) {
        UpdateRecord r = record;
        record = new UpdateRecord(
                r.key(),
                r.type(),
                listed,
                r.deployable(),
                r.bundle(),
                scopeState,
                r.publicationState(),
                r.creationDate(),
                r.defaultLcid(),
                r.severity(),
                r.articles(),
                r.bulletins(),
                r.cves(),
                r.infoUrl(),
                r.supportUrl(),
                r.legacyName(),
                r.detectoidType(),
                r.handler(),
                r.publisherId(),
                r.eulaId(),
                r.eulaReacceptance(),
                r.beta(),
                r.locallyPublished(),
                r.installation(),
                r.canUninstall(),
                r.maxExecutionTime(),
                r.contentLocales(),
                texts,
                categories,
                references,
                r.files(),
                r.drivers(),
                r.content(),
                r.source());
        return this;
    }
}
