package dev.supsync.scope;

import dev.supsync.metadata.Digest;
import dev.supsync.metadata.UpdateId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** A scope whose selections have been found in the catalog. Immutable, and quick: every update is decided by it. */
public final class ResolvedScope {

    private final SortedSet<UpdateId> products;
    private final SortedSet<UpdateId> classifications;
    private final SortedSet<String> languages;
    private final Outside outside;
    private final List<String> warnings;
    private final Map<Selection, UpdateId> pins;
    private final Judge judge;
    private final Digest fingerprint;

    ResolvedScope(
            Selected selected,
            Set<String> languages,
            Outside outside,
            CategoryTree tree,
            List<String> warnings,
            Map<Selection, UpdateId> pins) {
        this.products = Collections.unmodifiableSortedSet(new TreeSet<>(selected.products()));
        this.classifications = Collections.unmodifiableSortedSet(new TreeSet<>(selected.classifications()));
        this.languages = Collections.unmodifiableSortedSet(new TreeSet<>(languages));
        this.outside = outside;
        this.warnings = List.copyOf(warnings);
        this.pins = Map.copyOf(pins);
        this.judge = new Judge(tree, selected);
        this.fingerprint = Fingerprint.of(this);
    }

    /** The categories that are selected, each with all that stands below it. */
    record Selected(Set<UpdateId> products, Set<UpdateId> classifications) {}

    /** The selected products, families and companies, with everything below them. */
    public SortedSet<UpdateId> products() {
        return products;
    }

    /** The selected classifications. */
    public SortedSet<UpdateId> classifications() {
        return classifications;
    }

    /** Short names in lower case; {@code en} is always among them. */
    public SortedSet<String> languages() {
        return languages;
    }

    /** What becomes of updates outside. */
    public Outside outside() {
        return outside;
    }

    /** What a person should know, though it hinders nothing: sentences. */
    public List<String> warnings() {
        return warnings;
    }

    /** What each selection means from now on: to be kept and given to the next resolution. */
    public Map<Selection, UpdateId> pins() {
        return pins;
    }

    /** Whether the category is selected, by itself or by what stands above it. */
    public boolean selects(UpdateId category) {
        return products.contains(category) || classifications.contains(category);
    }

    /** Equal for scopes that select the same, whatever words they use, and whatever their languages. */
    public Digest fingerprint() {
        return fingerprint;
    }

    /** Whether an update of these categories is in scope, and by what, or by which rule it is not. */
    public Decision decide(UpdateFacts facts) {
        return judge.decide(facts);
    }
}
