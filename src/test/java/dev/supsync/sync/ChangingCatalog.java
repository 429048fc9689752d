package dev.supsync.sync;

import dev.supsync.catalog.Catalog;
import dev.supsync.lifecycle.SupersedenceRule;
import dev.supsync.metadata.CategoryType;
import dev.supsync.metadata.UpdateId;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** A WSUS database whose updates change at random, above all in what they supersede, and what it holds of them now. */
final class ChangingCatalog {

    private static final UpdateId DEFENDER = UpdateId.parse("8c3fcc84-7410-4a95-8b89-a166a0190486");

    /** What the catalog holds of an update now. */
    record Entry(Set<Long> older, List<UpdateId> categories, boolean hidden, boolean expired, boolean declined) {}

    private final Map<Long, Entry> entries = new LinkedHashMap<>();
    /** Those whose classification or product changed: of what a cleanup removed, the site knows the old ones. */
    private final Set<Long> moved = new HashSet<>();

    private final SampleSusdb susdb;
    private final Random random;
    private final Consumer<String> log;
    private long next = 1_000;
    private int revision = 200;

    ChangingCatalog(SampleSusdb susdb, Random random, Consumer<String> log) throws SQLException {
        this.susdb = susdb;
        this.random = random;
        this.log = log;
        susdb.write(categories().revisions());
        for (int i = 0; i < 25; i++) {
            add();
        }
    }

    Catalog open() {
        return susdb.open();
    }

    Map<Long, Entry> entries() {
        return entries;
    }

    Set<Long> moved() {
        return moved;
    }

    int nextRevision() {
        return ++revision;
    }

    /** The number after that of the last update. */
    long next() {
        return next;
    }

    static World categories() {
        return World.withCategories()
                .put(
                        classification(SupersedenceRule.UPGRADES, "Upgrades"),
                        classification(SupersedenceRule.SERVICE_PACKS, "Service Packs"),
                        classification(SupersedenceRule.DEFINITION_UPDATES, "Definition Updates"),
                        Rev.category(DEFENDER, CategoryType.PRODUCT, "Microsoft Defender Antivirus", Rev.WINDOWS));
    }

    private static Rev classification(UpdateId id, String title) {
        return Rev.category(id, CategoryType.UPDATE_CLASSIFICATION, title, null);
    }

    void change() throws SQLException {
        switch (random.nextInt(12)) {
            case 0, 1 -> add();
            case 2, 3, 4, 5 -> rewire();
            case 6 -> put(any(), entry -> new Entry(entry.older(), categoriesOfOne(), entry.hidden(), false, false));
            case 7 ->
                put(any(), e -> new Entry(e.older(), e.categories(), e.hidden(), !e.hidden() && !e.expired(), false));
            case 8, 9 -> decline();
            case 10 -> delete();
            default -> put(any(), entry -> entry);
        }
    }

    private void add() throws SQLException {
        boolean hidden = random.nextInt(10) == 0;
        Set<Long> older = new TreeSet<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            older.add(any());
        }
        entries.put(next, new Entry(older, categoriesOfOne(), hidden, false, false));
        write(next++);
    }

    /** Drops references, adds others; some lead back, to the update itself or to what is not there. */
    private void rewire() throws SQLException {
        put(any(), entry -> {
            Set<Long> older = new TreeSet<>(entry.older());
            older.removeIf(o -> random.nextBoolean());
            if (random.nextBoolean()) {
                older.add(any());
            }
            return new Entry(older, entry.categories(), entry.hidden(), entry.expired(), false);
        });
    }

    private interface Change {
        Entry of(Entry entry);
    }

    /** A new revision, of a deleted update too: it comes back. */
    private void put(long number, Change change) throws SQLException {
        Entry entry = entries.getOrDefault(number, new Entry(Set.of(), categoriesOfOne(), false, false, false));
        if (!entry.declined()) {
            Entry changed = change.of(entry);
            if (!entries.containsKey(number) || !changed.categories().equals(entry.categories())) {
                moved.add(number);
            }
            entries.put(number, changed);
            write(number);
        }
    }

    private void write(long number) throws SQLException {
        Entry entry = Objects.requireNonNull(entries.get(number));
        Rev rev = entry.hidden() ? Rev.hidden(number) : Rev.update(number);
        rev.number(++revision)
                .supersedes(entry.older().stream().mapToLong(o -> o).toArray());
        rev.created(LocalDate.of(2026, 5, 1).plusDays(random.nextInt(200)).toString());
        if (!entry.hidden()) {
            rev.in(entry.categories().toArray(UpdateId[]::new));
            List<Long> hidden = entries.entrySet().stream()
                    .filter(e -> e.getValue().hidden())
                    .map(Map.Entry::getKey)
                    .toList();
            if (!hidden.isEmpty() && random.nextInt(3) == 0) {
                rev.bundles(hidden.get(random.nextInt(hidden.size())));
            }
        }
        susdb.write(entry.expired() ? rev.expired() : rev);
        log.accept(number + " " + entry);
    }

    private List<UpdateId> categoriesOfOne() {
        return switch (random.nextInt(12)) {
            case 0, 1 -> List.of(Rev.SECURITY, Rev.WORD);
            case 2 -> List.of(SupersedenceRule.UPGRADES, Rev.WINDOWS_11);
            case 3 -> List.of(SupersedenceRule.SERVICE_PACKS, Rev.WINDOWS_11);
            case 4 -> List.of(SupersedenceRule.DEFINITION_UPDATES, DEFENDER);
            default -> List.of(Rev.SECURITY, Rev.WINDOWS_11);
        };
    }

    private void decline() throws SQLException {
        long number = any();
        Entry entry = entries.get(number);
        if (entry != null) {
            susdb.decline(number, !entry.declined());
            entries.put(
                    number,
                    new Entry(entry.older(), entry.categories(), entry.hidden(), entry.expired(), !entry.declined()));
            log.accept(number + (entry.declined() ? " is undeclined" : " is declined"));
        }
    }

    private void delete() throws SQLException {
        long number = any();
        if (entries.remove(number) != null) {
            susdb.delete(number);
            log.accept(number + " is deleted");
        }
    }

    /** An update that is there, or was, or is none yet. */
    long any() {
        return 1_000L + random.nextInt((int) (next - 998));
    }
}
