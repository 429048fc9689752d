package dev.supsync.offline;

import dev.supsync.cabinet.CabinetEntry;
import dev.supsync.cabinet.CabinetException;
import dev.supsync.cabinet.CabinetReader;
import dev.supsync.cabinet.CabinetSeal;
import dev.supsync.catalog.export.WorkFolder;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.FileFault;
import dev.supsync.error.Printable;
import dev.supsync.error.SupsyncException;
import dev.supsync.metadata.Digest;
import dev.supsync.replication.RecordBatch;
import dev.supsync.replication.RecordFormatException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A package that was verified as a whole: every byte of its cabinets, its signature, and the sizes and digests of its
 * files. They lie uncompressed in a private folder, so that what is applied is what was verified.
 */
public final class PackageFile implements Closeable {

    private static final int MOST_MEMBERS = 10_000;
    private static final int LONGEST = 500;
    private static final Set<String> KINDS =
            Set.of(Manifest.METADATA, Manifest.PACKAGE_XML, Manifest.REMOVALS, Manifest.RECORDS);

    private final Path file;
    private final Manifest manifest;
    private final @Nullable KeyId signer;
    private final List<String> notes;
    private final WorkFolder folder;

    private PackageFile(Path file, Manifest manifest, @Nullable KeyId signer, List<String> notes, WorkFolder folder) {
        this.file = file;
        this.manifest = manifest;
        this.signer = signer;
        this.notes = List.copyOf(notes);
        this.folder = folder;
    }

    /**
     * Verifies a package.
     *
     * @param file the cabinet; of a set any one, the others beside it
     * @param trust whose packages are taken
     * @param limit bytes; a package that is larger when uncompressed is refused
     * @param workDirectory where a private folder is made; made if it is missing
     * @throws SupsyncException if it is refused, with the reason; nothing remains then
     */
    public static PackageFile open(Path file, Trust trust, long limit, Path workDirectory) {
        try {
            if (!CabinetSeal.isThere(file)) {
                throw unsupported(file, "it is no cabinet with the seal of supsync");
            }
            CabinetSeal.verify(file);
            return extract(file, trust, limit, workDirectory);
        } catch (NoSuchFileException e) {
            throw new SupsyncException(
                    ErrorCode.USAGE,
                    "There is no file " + file + ".",
                    "Name the cabinet that \"supsync export\" wrote.",
                    e);
        } catch (CabinetException e) {
            throw new SupsyncException(
                    ErrorCode.PACKAGE_DAMAGED,
                    "The package is damaged: " + e.getMessage() + ".",
                    "Copy the whole package again from where it was written, and compare the sizes.",
                    e);
        } catch (IOException e) {
            boolean isNoSpace = FileFault.isNoSpace(e);
            throw new SupsyncException(
                    isNoSpace ? ErrorCode.NO_SPACE : ErrorCode.PACKAGE_FILE,
                    "The package " + file + " cannot be read or uncompressed to " + workDirectory + ": "
                            + FileFault.reason(e) + ".",
                    isNoSpace
                            ? "Make room in the work directory, or name another one with work-directory."
                            : "Check the rights to the package and to the work directory.",
                    e);
        }
    }

    private static PackageFile extract(Path file, Trust trust, long limit, Path workDirectory) throws IOException {
        try (CabinetReader cabinet = CabinetReader.open(file)) {
            if (cabinet.entries().size() > MOST_MEMBERS) {
                throw damaged(file, "it has " + cabinet.entries().size() + " members, at most " + MOST_MEMBERS);
            }
            byte[] json = small(file, cabinet, Manifest.FILE, Manifest.LARGEST)
                    .orElseThrow(() -> unsupported(file, "it holds no " + Manifest.FILE));
            Optional<byte[]> sig = small(file, cabinet, Manifest.SIGNATURE, ManifestSignature.LARGEST);
            @Nullable
            ManifestSignature signature = sig.isEmpty()
                    ? null
                    : ManifestSignature.parse(sig.get())
                            .orElseThrow(() -> damaged(file, Manifest.SIGNATURE + " is no signature"));
            List<String> notes = new ArrayList<>();
            // the signature first: what nobody vouches for is not looked at
            Optional<KeyId> signer = trust.judge(file.toString(), json, signature, notes);
            Manifest manifest = manifest(file, json);
            requireMembers(file, cabinet, manifest, signature != null);
            if (manifest.size() > limit) {
                throw new SupsyncException(
                        ErrorCode.CATALOG_LIMIT,
                        file + ": the package has " + manifest.size() + " bytes when uncompressed, at most " + limit
                                + " are allowed.",
                        "If it is what you expect, raise limits.export-size.");
            }
            WorkFolder folder = WorkFolder.create(workDirectory);
            boolean done = false;
            try {
                requireSpace(file, manifest, folder);
                for (Manifest.Member member : manifest.members()) {
                    extract(file, cabinet, member, folder);
                }
                PackageFile opened = new PackageFile(file, manifest, signer.orElse(null), notes, folder);
                opened.verifyContent();
                done = true;
                return opened;
            } finally {
                if (!done) {
                    folder.close();
                }
            }
        }
    }

    private static Optional<byte[]> small(Path file, CabinetReader cabinet, String name, int largest)
            throws IOException {
        Optional<CabinetEntry> entry = cabinet.entry(name);
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        if (entry.get().size() > largest) {
            throw damaged(file, name + " has " + entry.get().size() + " bytes, at most " + largest + " are possible");
        }
        try (InputStream in = cabinet.open(entry.get())) {
            return Optional.of(in.readAllBytes());
        }
    }

    private static Manifest manifest(Path file, byte[] json) {
        try {
            return ManifestJson.read(json);
        } catch (ManifestJson.OtherFormat e) {
            throw new SupsyncException(
                    ErrorCode.PACKAGE_UNSUPPORTED,
                    file + ": this package cannot be read: " + e.getMessage() + ".",
                    "Use the version of supsync that wrote it, or a later one.",
                    e);
        } catch (IOException e) {
            throw new SupsyncException(
                    ErrorCode.PACKAGE_DAMAGED,
                    file + ": " + Manifest.FILE + " cannot be read: " + e.getMessage() + ".",
                    "Copy the package again; if that does not help, export it again.",
                    e);
        }
    }

    /** The cabinet holds what the manifest lists, and nothing else; names that lead elsewhere are none of the known. */
    private static void requireMembers(Path file, CabinetReader cabinet, Manifest manifest, boolean isSigned) {
        List<String> expected = new ArrayList<>();
        for (Manifest.Member member : manifest.members()) {
            if (!KINDS.contains(MemberName.kind(member.name()))) {
                throw damaged(
                        file,
                        "its manifest lists " + Printable.quoted(member.name()) + ", which is no file of a package");
            }
            expected.add(member.name());
        }
        for (String kind : KINDS) {
            List<Manifest.Member> parts = manifest.membersOf(kind);
            for (int i = 0; i < Math.max(1, parts.size()); i++) {
                if (i >= parts.size() || !parts.get(i).name().equals(MemberName.of(kind, i + 1))) {
                    throw damaged(file, "its manifest lists no " + MemberName.of(kind, i + 1) + " in its place");
                }
            }
        }
        expected.add(Manifest.FILE);
        if (isSigned) {
            expected.add(Manifest.SIGNATURE);
        }
        List<String> found = cabinet.entries().stream().map(CabinetEntry::name).toList();
        if (!found.equals(expected)) {
            throw damaged(
                    file,
                    "it holds " + Printable.line(found.toString(), LONGEST) + ", its manifest lists "
                            + Printable.line(expected.toString(), LONGEST));
        }
    }

    private static void requireSpace(Path file, Manifest manifest, WorkFolder folder) throws IOException {
        long available = Files.getFileStore(folder.path()).getUsableSpace();
        if (manifest.size() > available) {
            throw new SupsyncException(
                    ErrorCode.NO_SPACE,
                    file + ": uncompressing the package needs " + manifest.size() + " bytes in " + folder.path() + ", "
                            + available + " are free.",
                    "Free some space there, or set the work directory to a larger disk.");
        }
    }

    /** Parts of one kind become one file again. */
    private static void extract(Path file, CabinetReader cabinet, Manifest.Member member, WorkFolder folder)
            throws IOException {
        CabinetEntry entry =
                cabinet.entry(member.name()).orElseThrow(() -> damaged(file, "it does not hold " + member.name()));
        if (entry.size() != member.size()) {
            throw damaged(file, member.name() + " has " + entry.size() + " bytes, its manifest says " + member.size());
        }
        MessageDigest digest = Sha256.create();
        Path target = folder.file(MemberName.kind(member.name()));
        try (InputStream in = cabinet.open(entry);
                OutputStream out = Files.newOutputStream(
                        target, StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.WRITE)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                out.write(buffer, 0, read);
            }
        }
        String found = HexFormat.of().formatHex(digest.digest());
        if (!found.equals(member.sha256())) {
            throw damaged(file, member.name() + " is not the one that its manifest lists: their SHA-256 differ");
        }
    }

    /** Reads everything that will be applied once, so that what is no record is found before anything is written. */
    private void verifyContent() throws IOException {
        RemovalList.read(member(Manifest.REMOVALS), (kind, id) -> {});
        long updates = 0;
        try (Records records = new Records(member(Manifest.RECORDS))) {
            for (RecordBatch batch = records.next(); batch != null; batch = records.next()) {
                updates += batch.updates();
            }
        } catch (RecordFormatException | EOFException e) {
            throw damaged(file, "its records cannot be read: " + e.getMessage());
        }
        if (updates != manifest.counts().updates()) {
            throw damaged(
                    file,
                    "it holds " + updates + " updates, its manifest says "
                            + manifest.counts().updates());
        }
    }

    static SupsyncException damaged(Path file, String what) {
        return new SupsyncException(
                ErrorCode.PACKAGE_DAMAGED,
                file + ": the package is damaged: " + what + ".",
                "Copy the package again from where it was written; if that does not help, export it again.");
    }

    private static SupsyncException unsupported(Path file, String what) {
        return new SupsyncException(
                ErrorCode.PACKAGE_UNSUPPORTED,
                file + ": this is no package of supsync: " + what + ".",
                "Name a file that \"supsync export\" wrote. To take updates from an export of WSUS, use"
                        + " \"supsync import --catalog\".");
    }

    /** The name for messages. */
    public String name() {
        return file.toString();
    }

    /** Of all its content: equal digests mean the same package. */
    public Digest digest() {
        return Digest.of(Sha256.create().digest(ManifestJson.write(manifest)));
    }

    /** What a person should know: sentences. */
    public List<String> notes() {
        return notes;
    }

    /** What the package is, for people. */
    public PackageSummary summary() {
        Manifest.Mark from = manifest.from();
        KeyId key = signer;
        return new PackageSummary(
                manifest.packageId(),
                manifest.head().code(),
                manifest.siteName(),
                manifest.recipient(),
                manifest.createdAt(),
                from == null ? null : from.changeNumber(),
                manifest.to().changeNumber(),
                manifest.to().contentVersion(),
                manifest.counts(),
                key == null ? null : key.value());
    }

    /** A folder with its metadata.txt and package.xml, which opens as a catalog export; empty if it has no documents. */
    public Optional<Path> catalog() {
        return manifest.counts().documents() == 0 ? Optional.empty() : Optional.of(folder.path());
    }

    Manifest manifest() {
        return manifest;
    }

    @Nullable
    KeyId signer() {
        return signer;
    }

    /** One of its files, whole. */
    Path member(String kind) {
        return folder.file(kind);
    }

    /** Removes what was uncompressed. */
    @Override
    public void close() {
        try {
            folder.close();
        } catch (IOException e) {
            System.getLogger(PackageFile.class.getName())
                    .log(System.Logger.Level.WARNING, "The folder {0} could not be removed: {1}", folder.path(), e);
        }
    }
}
