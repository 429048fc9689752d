package dev.supsync.samples;

import dev.supsync.catalog.export.ExportWriter;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.metadata.UpdateXmlWriter;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A catalog that looks like one of WSUS, made of a seed: the same at every call, on every machine. It yields revisions in
 * the order of an export (detectoids, classifications, companies, families, products, then updates, children before
 * their bundles) and holds none but those of the categories, so that it can be larger than the memory.
 */
public final class SampleCatalog implements Iterable<UpdateRevision> {

    /** The server that exports say they come from. */
    public static final UUID SERVER = UUID.fromString("5f7c1f0e-3a6d-4c58-9a21-7f1f6a0b2d11");

    private final SampleSize size;
    private final Chance chance;
    private final Timeline timeline;
    private final Fates fates;
    private final Updates updates;
    private final List<UpdateRevision> head = new ArrayList<>();
    private final boolean secondDay;

    private SampleCatalog(SampleSize size, long seed, @Nullable SampleChanges changes) {
        this.size = size;
        this.chance = new Chance(seed);
        this.secondDay = changes != null;
        Categories categories = new Categories();
        Detectoids detectoids = new Detectoids(chance);
        timeline = new Timeline(size.updates(), Line.all(categories), chance);
        fates = new Fates(chance, timeline, changes == null ? SampleChanges.NONE : changes);
        Naming naming = new Naming(chance, timeline, size.languages());
        updates = new Updates(
                chance, timeline, naming, new Payload(chance, timeline, naming), detectoids, size.bundles());
        head.addAll(detectoids.revisions());
        head.addAll(categories.revisions(
                size.languages(), changes != null && changes.upheaval() ? Timeline.SECOND_DAY : null));
    }

    /** The catalog of the first day. */
    public static SampleCatalog of(SampleSize size, long seed) {
        return new SampleCatalog(size, seed, null);
    }

    /** The same catalog a day later, after an eventful Tuesday. */
    public SampleCatalog nextDay() {
        return nextDay(SampleChanges.NEXT_DAY);
    }

    /** The catalog of the day after the first. */
    public SampleCatalog nextDay(SampleChanges changes) {
        if (secondDay) {
            throw new IllegalStateException("there is no third day");
        }
        return new SampleCatalog(size, chance.seed(), changes);
    }

    @Override
    public Iterator<UpdateRevision> iterator() {
        return new Revisions();
    }

    /** Writes its documents: with rules of its size, now and then long ones, and some GUIDs in upper case. */
    public UpdateXmlWriter documents() {
        return new UpdateXmlWriter()
                .withRules(revision -> rules(revision.id()))
                .withUpperCase(id -> draw(id) % 10 == 0);
    }

    /** Writes it as an export of its day. */
    public ExportWriter export() {
        Instant created = secondDay ? Timeline.SECOND_DAY : Timeline.FIRST_DAY;
        return new ExportWriter().withXml(documents()).withServer(SERVER, created);
    }

    /** What synchronizing the first day, then this one, changes in a site whose scope is everything. */
    public SampleDifferences differences() {
        return differences(update -> true, update -> true);
    }

    /**
     * What synchronizing the first day, then this one, changes in a site.
     *
     * @param before which deployable updates were in scope on the first day
     * @param now which are on this day, categories having moved
     */
    public SampleDifferences differences(Predicate<UpdateRevision> before, Predicate<UpdateRevision> now) {
        return new Comparison(timeline, fates, updates, before, now).differences();
    }

    /** A tenth of the documents are long, half of them short; the average is what was asked for. */
    private int rules(UpdateId id) {
        int draw = draw(id);
        return draw < 50 ? size.rules() / 10 : draw < 90 ? size.rules() : (int) (size.rules() * 5.5);
    }

    private static int draw(UpdateId id) {
        return (int) Long.remainderUnsigned(id.value().getLeastSignificantBits(), 100);
    }

    private final class Revisions implements Iterator<UpdateRevision> {

        private final Queue<UpdateRevision> ready = new ArrayDeque<>(head);
        private int update;
        private int line;

        @Override
        public boolean hasNext() {
            while (ready.isEmpty() && update < timeline.updates()) {
                write(update++);
            }
            while (ready.isEmpty() && secondDay && line < timeline.lines()) {
                if (fates.isAdded(line)) {
                    write(timeline.next(line));
                }
                line++;
            }
            return !ready.isEmpty();
        }

        @Override
        public UpdateRevision next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return ready.remove();
        }

        private void write(int number) {
            Fates.State state = secondDay ? fates.secondDay(number) : fates.firstDay(number);
            if (state != null) {
                updates.write(number, state, ready::add);
            }
        }
    }
}
