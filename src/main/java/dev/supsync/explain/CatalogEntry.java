package dev.supsync.explain;

import dev.supsync.metadata.LocalizedText;
import dev.supsync.metadata.Relation;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateRevision;
import java.util.List;
import java.util.Optional;

/** What a catalog says of an update. */
sealed interface CatalogEntry {

    /** The catalog could not be opened. */
    record NotOpened() implements CatalogEntry {}

    /** It does not hold the update. */
    record Absent() implements CatalogEntry {}

    /** It holds a record of the update that cannot be read. */
    record Unreadable(int revisionNumber, String reason) implements CatalogEntry {}

    /**
     * It holds it.
     *
     * @param imported whether a person imported it at the source by hand
     */
    record Found(UpdateRevision revision, boolean declined, boolean imported) implements CatalogEntry {

        /** The classification and the products, as the revision names them. */
        List<UpdateId> categories() {
            return revision.relations().stream()
                    .filter(Relation.InCategory.class::isInstance)
                    .map(Relation::target)
                    .toList();
        }

        /** In English, else in the default language, else in any. */
        String title() {
            return text("en")
                    .or(() -> text(revision.properties().defaultLanguage()))
                    .or(() -> revision.texts().stream().findFirst())
                    .map(t -> t.title().strip())
                    .orElse("");
        }

        /** Without the letters KB; empty when there is none. */
        String article() {
            return revision.properties().kbArticles().stream()
                    .findFirst()
                    .orElse("")
                    .strip();
        }

        private Optional<LocalizedText> text(String language) {
            return revision.texts().stream()
                    .filter(t -> t.language().equals(language))
                    .findFirst();
        }
    }
}
