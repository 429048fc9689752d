package dev.supsync.catalog.export;

import dev.supsync.metadata.Digest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What package.xml says.
 *
 * @param serverId null when it gives none that is a GUID
 * @param locationsOfAll changes with the address of any file
 * @param complete whether the listing holds every update that package.xml names
 * @param digest of the file's bytes
 * @param warnings what is odd about it, in words
 */
record PackageXml(
        @Nullable UUID serverId,
        FileLocations locations,
        long locationsOfAll,
        PackageListing listing,
        boolean complete,
        Digest digest,
        List<String> warnings) {

    PackageXml {
        warnings = List.copyOf(warnings);
    }
}
