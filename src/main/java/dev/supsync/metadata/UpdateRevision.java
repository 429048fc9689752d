package dev.supsync.metadata;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One revision of an update, detectoid or category, as a catalog describes it.
 *
 * @param texts one per language, in the order given; never two of one language
 * @param relations in the order given, without duplicates
 * @param files by digest, without duplicates
 * @param category null unless the type is {@link UpdateType#CATEGORY}
 */
public record UpdateRevision(
        RevisionKey key,
        UpdateProperties properties,
        List<LocalizedText> texts,
        List<Relation> relations,
        List<UpdateFile> files,
        List<DriverMetadata> drivers,
        @Nullable CategoryInfo category) {

    public UpdateRevision {
        texts = List.copyOf(texts);
        relations = List.copyOf(relations);
        files = List.copyOf(files);
        drivers = List.copyOf(drivers);
    }

    /**
     * This revision, whose texts hold nothing that XML cannot.
     *
     * @throws MetadataException that names the character, and where it stands
     */
    public UpdateRevision requireCharacters() throws MetadataException {
        return Texts.requireCharacters(this);
    }

    /** The update's identity. */
    public UpdateId id() {
        return key.id();
    }

    /** Whether this is a bundle: it has children. */
    public boolean bundle() {
        return relations.stream().anyMatch(Relation.Bundles.class::isInstance);
    }
}
