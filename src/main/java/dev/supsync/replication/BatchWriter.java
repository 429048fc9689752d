package dev.supsync.replication;

import static dev.supsync.replication.Part.row;

import dev.supsync.replication.HeldUpdates.Flags;
import dev.supsync.replication.HeldUpdates.Held;
import dev.supsync.site.Fence;
import dev.supsync.site.jdbc.Numbers;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.site.jdbc.Table;
import dev.supsync.site.jdbc.TableWriter;
import dev.supsync.site.jdbc.Tables;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes the updates of a batch, and their flags, into a site: what the site has already is not written again. */
final class BatchWriter {

    private static final Table UPDATE = Tables.UPDATE;
    private static final int ID = UPDATE.place("UPDATE_ID");
    private static final int REVISION = UPDATE.place("REVISION_NUMBER");
    private static final int VERSION = UPDATE.place("CI_VERSION");
    private static final int LISTED = UPDATE.place("IS_LISTED");
    private static final int SCOPE = UPDATE.place("SCOPE_STATE");
    private static final int CREATED = UPDATE.place("DATE_CREATED");
    private static final int MODIFIED = UPDATE.place("DATE_LAST_MODIFIED");
    private static final int CONTENT = UPDATE.place("CONTENT_DIGEST");
    private static final int CHANGE = UPDATE.place("CHANGE_NUMBER");

    private static final Table.Projection REPLACED = UPDATE.without("UPDATE_ID", "DATE_CREATED");

    private final SiteDatabase database;
    private final Numbers numbers;

    BatchWriter(SiteDatabase database, Numbers numbers) {
        this.database = database;
        this.numbers = numbers;
    }

    /**
     * What became of the updates of a batch.
     *
     * @param unknown flags of updates that the site does not hold
     */
    record Written(int updates, int states, int unknown) {}

    /**
     * Writes the updates and flags of a batch, in the caller's transaction.
     *
     * @param force whether to write what seems to be there, too
     * @param present takes the local number of every update of the batch
     */
    Written write(Fence fence, RecordBatch batch, boolean force, LocalDateTime time, BitSet present) {
        List<Object[]> heads = batch.rows(Part.UPDATES);
        List<Object[]> flags = batch.rows(Part.FLAGS);
        if (heads.isEmpty() && flags.isEmpty()) {
            return new Written(0, 0, 0);
        }
        Work work = new Work(batch, held(heads, flags), force);
        Numbers.Range range = numbers.allocate(
                fence, work.inserts.size() + work.replaced.size() + work.states.size(), work.inserts.size(), 0, true);
        work.number(range, time);
        work.ciIds(present);
        database.write(work::write);
        return new Written(work.inserts.size() + work.replaced.size(), work.statesAlone, work.unknown);
    }

    private Map<UUID, Held> held(List<Object[]> heads, List<Object[]> flags) {
        Set<UUID> ids = new HashSet<>();
        heads.forEach(row -> ids.add((UUID) row[ID]));
        flags.forEach(row -> ids.add((UUID) row[0]));
        return HeldUpdates.of(database, ids);
    }

    /** What is to be written of one batch. */
    private static final class Work {

        private final RecordBatch batch;
        private final int[] ciIds;
        /** Whether the details of an update are written. */
        private final boolean[] written;

        private final List<Object[]> inserts = new ArrayList<>();
        private final List<Object[]> replaced = new ArrayList<>();
        private final List<Integer> rewritten = new ArrayList<>();
        private final List<Integer> insertedPlaces = new ArrayList<>();
        private final List<State> states = new ArrayList<>();
        private final List<Object[]> newStates = new ArrayList<>();
        private final List<Object[]> changedStates = new ArrayList<>();
        private int statesAlone;
        private int unknown;

        /** Flags to be written: of an update of the batch by its place, or of one of the site. */
        private record State(int place, int ciId, boolean isNew, Flags flags) {}

        Work(RecordBatch batch, Map<UUID, Held> held, boolean force) {
            this.batch = batch;
            List<Object[]> heads = batch.rows(Part.UPDATES);
            this.ciIds = new int[heads.size()];
            this.written = new boolean[heads.size()];
            @Nullable Flags[] flags = flags(heads.size());
            for (int place = 0; place < heads.size(); place++) {
                Object[] head = heads.get(place);
                Held known = held.get((UUID) head[ID]);
                Flags wanted = flags[place];
                if (known == null) {
                    written[place] = true;
                    inserts.add(head);
                    insertedPlaces.add(place);
                    if (wanted != null) {
                        states.add(new State(place, 0, true, wanted));
                    }
                    continue;
                }
                ciIds[place] = known.ciId();
                boolean isRewritten = replace(head, known, place, force);
                if (!(wanted == null ? Flags.NONE : wanted).equals(known.flagsOrNone())) {
                    states.add(new State(place, 0, known.flags() == null, wanted == null ? Flags.NONE : wanted));
                    statesAlone += isRewritten ? 0 : 1;
                }
            }
            addFlags(held);
        }

        /** Content that is equal is not written; what stands beside it may still differ. */
        private boolean replace(Object[] head, Held known, int place, boolean force) {
            boolean sameContent =
                    !force && HeldUpdates.digest((byte[]) head[CONTENT]).equals(known.content());
            boolean same = sameContent
                    && known.revisionNumber() == (Integer) head[REVISION]
                    && known.listed() == (Boolean) head[LISTED]
                    && known.scopeState() == (Integer) head[SCOPE];
            if (same) {
                return false;
            }
            written[place] = !sameContent;
            head[0] = known.ciId();
            head[VERSION] = known.version() + 1;
            replaced.add(head);
            if (!sameContent) {
                rewritten.add(known.ciId());
            }
            return true;
        }

        private @Nullable Flags[] flags(int count) {
            @Nullable Flags[] flags = new @Nullable Flags[count];
            for (Object[] state : batch.rows(Part.STATES)) {
                flags[(Integer) state[0]] = flagsOf(state);
            }
            return flags;
        }

        private static Flags flagsOf(Object[] row) {
            return new Flags((Integer) row[1], (LocalDateTime) row[2], (Boolean) row[3]);
        }

        private void addFlags(Map<UUID, Held> held) {
            for (Object[] row : batch.rows(Part.FLAGS)) {
                Held known = held.get((UUID) row[0]);
                if (known == null) {
                    unknown++;
                    continue;
                }
                Flags wanted = flagsOf(row);
                if (!wanted.equals(known.flagsOrNone())) {
                    states.add(new State(-1, known.ciId(), known.flags() == null, wanted));
                    statesAlone++;
                }
            }
        }

        void number(Numbers.Range range, LocalDateTime time) {
            long change = range.firstChange();
            int ciId = range.firstCiId();
            for (int i = 0; i < inserts.size(); i++) {
                Object[] head = inserts.get(i);
                ciIds[insertedPlaces.get(i)] = ciId;
                head[0] = ciId++;
                head[VERSION] = 1;
                head[CREATED] = time;
                head[MODIFIED] = time;
                head[CHANGE] = change++;
            }
            for (Object[] head : replaced) {
                head[MODIFIED] = time;
                head[CHANGE] = change++;
            }
            for (State state : states) {
                int number = state.place() < 0 ? state.ciId() : ciIds[state.place()];
                Flags flags = state.flags();
                (state.isNew() ? newStates : changedStates)
                        .add(row(number, flags.reasons(), flags.since(), flags.superseded(), time, change++));
            }
        }

        void ciIds(BitSet present) {
            for (int ciId : ciIds) {
                present.set(ciId);
            }
        }

        void write(Connection connection, TableWriter writer) throws SQLException {
            if (!rewritten.isEmpty()) {
                for (Table table : Tables.DETAILS) {
                    writer.deleteByFirstKey(connection, table, rewritten);
                }
            }
            writer.insert(connection, UPDATE, inserts);
            writer.update(
                    connection,
                    REPLACED.table(),
                    replaced.stream().map(REPLACED::project).toList());
            for (Part part : Part.DETAILS) {
                writer.insert(connection, part.table(), details(part));
            }
            writer.insert(connection, Tables.UPDATE_STATE, newStates);
            writer.update(connection, Tables.UPDATE_STATE, changedStates);
        }

        private List<Object[]> details(Part part) {
            List<Object[]> rows = new ArrayList<>(batch.rows(part).size());
            for (Object[] detail : batch.rows(part)) {
                int place = (Integer) detail[0];
                if (written[place]) {
                    detail[0] = ciIds[place];
                    rows.add(detail);
                }
            }
            return rows;
        }
    }
}
