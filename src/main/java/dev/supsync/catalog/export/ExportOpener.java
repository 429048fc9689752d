package dev.supsync.catalog.export;

import dev.supsync.catalog.CatalogIdentity;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.metadata.Digest;
import dev.supsync.metadata.RevisionKey;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateXmlParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Opens an export: finds its files, reads package.xml, scans metadata.txt, and holds one against the other. */
final class ExportOpener {

    private final Path export;
    private final ExportOptions options;

    ExportOpener(Path export, ExportOptions options) {
        this.export = export;
        this.options = options;
    }

    CatalogExport open() {
        ExportResources resources = new ExportResources();
        boolean opened = false;
        try {
            CatalogExport catalog = open(resources);
            opened = true;
            return catalog;
        } catch (IOException e) {
            throw ExportFault.unreachable(export, e);
        } finally {
            if (!opened) {
                resources.closeQuietly();
            }
        }
    }

    private CatalogExport open(ExportResources resources) throws IOException {
        WorkFolder folder = resources.add(workFolder());
        ExportInput input = ExportInput.open(export, options, folder);
        SegmentFile metadata = resources.add(SegmentFile.open(input.metadata()));
        Beside<PackageXml> listing = Beside.start("supsync-package", () -> {
            try (InputStream in = Files.newInputStream(input.packageXml())) {
                return PackageXmlReader.read(export, in, folder.file("addresses"));
            }
        });
        MetadataScanner.Result scan;
        try {
            scan = MetadataScanner.scan(export, metadata, options.documentSize());
        } finally {
            // what is wrong with package.xml comes first, whatever the scan ran into
            resources.add(listing.join().locations());
        }
        PackageXml packageXml = listing.join();
        requireRecords(scan);
        Map<UpdateId, Integer> broken = broken(scan);
        ListingCheck check = ListingCheck.of(scan.index(), broken, packageXml);
        List<BadRecord> bad = withMissing(scan, check.missing());
        for (BadRecord missing : bad.subList(scan.bad().size(), bad.size())) {
            RevisionKey key = Objects.requireNonNull(missing.key());
            broken.put(key.id(), key.revisionNumber());
        }
        RecordIndex index = check.upToDate();
        ExportContent content =
                new ExportContent(export, input, metadata, index, bad, packageXml.locations(), new UpdateXmlParser());
        content.requireUnchanged();
        boolean listed = packageXml.complete() && check.unlisted() == 0;
        boolean unidentified =
                scan.bad().stream().anyMatch(record -> record.key() == null) || (scan.doubtful() && !listed);
        List<String> warnings = new ArrayList<>(packageXml.warnings());
        warnings.addAll(check.warnings());
        return new CatalogExport(content, identity(packageXml, scan, index), broken, unidentified, warnings, resources);
    }

    /** The bad records, and behind them the missing ones: each is a revision of the catalog that cannot be read. */
    private List<BadRecord> withMissing(MetadataScanner.Result scan, PackageListing missing) {
        if (scan.bad().size() + (long) missing.count() > MetadataScanner.MOST_BAD_RECORDS) {
            throw ExportFault.damaged(
                    export,
                    "metadata.txt has no record of " + missing.count() + " updates that package.xml lists, the first: "
                            + missing.key(0));
        }
        List<BadRecord> bad = new ArrayList<>(scan.bad());
        for (int i = 0; i < missing.count(); i++) {
            bad.add(BadRecord.missing(scan.size() + i, missing.key(i)));
        }
        return bad;
    }

    private WorkFolder workFolder() {
        try {
            return WorkFolder.create(options.workDirectory());
        } catch (IOException e) {
            throw new SupsyncException(
                    ErrorCode.CATALOG_UNREACHABLE,
                    export + ": no folder can be made in the work directory " + options.workDirectory() + " ("
                            + ExportFault.reason(e) + ")",
                    "Set the work directory to a folder that this account may write to.",
                    e);
        }
    }

    private void requireRecords(MetadataScanner.Result scan) {
        if (scan.index().count() > 0) {
            return;
        }
        if (scan.bad().isEmpty()) {
            throw ExportFault.empty(export);
        }
        if (scan.bad().stream().allMatch(bad -> bad.key() == null)) {
            throw ExportFault.damaged(
                    export,
                    "no record can be read, the first: " + scan.bad().get(0).reason());
        }
    }

    /** The updates whose latest record is a broken one. */
    private static Map<UpdateId, Integer> broken(MetadataScanner.Result scan) {
        Map<UpdateId, Integer> broken = new LinkedHashMap<>();
        for (BadRecord bad : scan.bad()) {
            RevisionKey key = bad.key();
            if (key != null) {
                UUID id = key.id().value();
                if (scan.index().find(id.getMostSignificantBits(), id.getLeastSignificantBits()) < 0) {
                    broken.merge(key.id(), key.revisionNumber(), Math::max);
                }
            }
        }
        return broken;
    }

    private CatalogIdentity identity(PackageXml packageXml, MetadataScanner.Result scan, RecordIndex index) {
        MessageDigest digest = Hashes.sha256();
        ByteBuffer number = ByteBuffer.allocate(2 * Long.BYTES);
        digest.update(packageXml.digest().bytes());
        digest.update(number.putLong(scan.size()).putLong(scan.checksum()).array());
        for (int record = 0; record < index.count(); record++) {
            Digest of = index.digest(record);
            digest.update(number.clear().putLong(of.high()).putLong(of.low()).array());
        }
        return new CatalogIdentity(
                export.toString(), "catalog export", packageXml.serverId(), Digest.of(digest.digest()));
    }
}
