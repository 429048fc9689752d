package dev.supsync.samples;

import dev.supsync.metadata.CategoryInfo;
import dev.supsync.metadata.CategoryType;
import dev.supsync.metadata.LocalizedText;
import dev.supsync.metadata.Relation;
import dev.supsync.metadata.RevisionKey;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.metadata.UpdateType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The tree of companies, families and products, and the classifications: real names and GUIDs. */
final class Categories {

    /** Named after a version of Windows Server at first; on the second day Microsoft names it after its year. */
    static final UpdateId RENAMED = UpdateId.parse("b256987d-4693-4c87-955d-dbb9341205eb");

    static final String NEW_NAME = "Windows Server 2025";

    /** On the second day this product, Skype for Business Server 2015, belongs to Office. */
    static final UpdateId MOVED = UpdateId.parse("8184d953-8366-4e13-8566-df0e15aca108");

    private static final String HANDLER = "http://schemas.microsoft.com/msus/2002/12/UpdateHandlers/Category";
    private static final Instant CREATED = Instant.parse("2015-08-25T20:09:50.002Z");

    private record Category(@Nullable CategoryType type, UpdateId id, @Nullable UpdateId parent, List<String> titles) {}

    private final List<Category> all = new ArrayList<>();

    Categories() {
        for (List<String> row : Rows.of("categories.tsv")) {
            all.add(new Category(
                    row.get(0).equals("-") ? null : CategoryType.parse(row.get(0)),
                    UpdateId.parse(row.get(1)),
                    row.get(2).equals("-") ? null : parent(row.get(2)),
                    row.subList(3, row.size())));
        }
    }

    UpdateId product(String title) {
        return find(title, CategoryType.PRODUCT);
    }

    UpdateId classification(String title) {
        return find(title, CategoryType.UPDATE_CLASSIFICATION);
    }

    /**
     * All of them, what is above before what is below.
     *
     * @param changed a time at which one was renamed and one moved; null when nothing changed
     */
    List<UpdateRevision> revisions(int languages, @Nullable Instant changed) {
        List<UpdateRevision> revisions = new ArrayList<>();
        for (Category category : all) {
            boolean isChanged = changed != null
                    && (category.id().equals(RENAMED) || category.id().equals(MOVED));
            revisions.add(revision(category, languages, isChanged ? changed : null));
        }
        return revisions;
    }

    private UpdateRevision revision(Category category, int languages, @Nullable Instant changed) {
        boolean renamed = changed != null && category.id().equals(RENAMED);
        boolean moved = changed != null && category.id().equals(MOVED);
        UpdateId parent = moved ? parent("Office") : category.parent();
        boolean leaf = category.type() == CategoryType.PRODUCT || category.type() == CategoryType.UPDATE_CLASSIFICATION;
        List<LocalizedText> texts = new ArrayList<>();
        for (int i = 0; i < languages; i++) {
            String title = category.titles().get(i < category.titles().size() ? i : 0);
            texts.add(new LocalizedText(
                    Wording.LANGUAGES.get(i), renamed ? NEW_NAME : title, i == 0 ? title : null, null, null, null));
        }
        return new UpdateRevision(
                new RevisionKey(category.id(), changed == null ? 101 : 103),
                new PropertiesBuilder(UpdateType.CATEGORY, changed == null ? CREATED : changed)
                        .handler(HANDLER)
                        .build(),
                texts,
                parent == null ? List.of() : List.of(new Relation.InCategory(parent)),
                List.of(),
                List.of(),
                new CategoryInfo(category.type(), leaf, !leaf, null));
    }

    /** A family, or a company. */
    private UpdateId parent(String title) {
        for (Category category : all) {
            if (category.type() != CategoryType.PRODUCT
                    && title.equals(category.titles().get(0))) {
                return category.id();
            }
        }
        throw new IllegalArgumentException(title);
    }

    private UpdateId find(String title, CategoryType type) {
        return all.stream()
                .filter(category -> category.type() == type
                        && Objects.equals(title, category.titles().get(0)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(title))
                .id();
    }
}
