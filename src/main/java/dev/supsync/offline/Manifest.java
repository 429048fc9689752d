package dev.supsync.offline;

import dev.supsync.replication.SiteHead;
import dev.supsync.site.Publication;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a package says of itself.
 *
 * @param packageId random
 * @param recipient for whom it was exported
 * @param siteName the exporting site, for people
 * @param head the exporting site when the package was written; with a publication, to which the package brings a site
 * @param from where the package begins; null if it holds everything
 * @param epochs those of the exporting site's history that begin after {@code from}, and the one before them
 * @param members the other files of the package, in their order
 */
record Manifest(
        UUID packageId,
        String recipient,
        Instant createdAt,
        String siteName,
        SiteHead head,
        @Nullable Mark from,
        List<Epoch> epochs,
        PackageCounts counts,
        List<Member> members) {

    /** The version of the format that this program writes and reads. */
    static final int FORMAT_VERSION = 1;

    static final String FILE = "manifest.json";
    static final String SIGNATURE = "manifest.sig";
    static final String METADATA = "metadata.txt";
    static final String PACKAGE_XML = "package.xml";
    static final String REMOVALS = "removals.txt";
    static final String RECORDS = "records.bin";

    /** Bytes; no manifest is longer. */
    static final int LARGEST = 1 << 20;

    Manifest {
        epochs = List.copyOf(epochs);
        members = List.copyOf(members);
    }

    /** A place in a site's history. */
    record Mark(long changeNumber, UUID stamp) {}

    /** From where on a site gave its changes another epoch. */
    record Epoch(long firstChange, UUID id) {}

    /**
     * A file of the package.
     *
     * @param size bytes
     * @param sha256 64 hexadecimal digits
     */
    record Member(String name, long size, String sha256) {}

    /** What a site that imported the package has. */
    Publication to() {
        return Objects.requireNonNull(head.publication());
    }

    boolean isFull() {
        return from == null;
    }

    /** Uncompressed bytes of all members. */
    long size() {
        return members.stream().mapToLong(Member::size).sum();
    }

    /** The members of a kind: the first is called as the kind, those behind it {@code records-2.bin} and so on. */
    List<Member> membersOf(String kind) {
        return members.stream()
                .filter(m -> MemberName.kind(m.name()).equals(kind))
                .toList();
    }
}
