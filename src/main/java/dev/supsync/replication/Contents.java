package dev.supsync.replication;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All rows of some updates, comparable between sites: without local numbers, and in no order. */
final class Contents {

    private static final int SOURCE = Part.UPDATES.table().place("SOURCE_DIGEST");

    private final Map<UUID, Map<Part, Set<List<@Nullable Object>>>> rows = new HashMap<>();

    private Contents() {}

    static Contents of(RecordBatch batch) {
        Contents contents = new Contents();
        List<UUID> ids = new ArrayList<>();
        for (Object[] head : batch.rows(Part.UPDATES)) {
            UUID id = (UUID) head[1];
            ids.add(id);
            Object[] row = head.clone();
            row[SOURCE] = ""; // how the site itself read the update, not what is in it
            contents.add(id, Part.UPDATES, row);
        }
        for (Part part : Part.DETAILS) {
            for (Object[] row : batch.rows(part)) {
                contents.add(ids.get((Integer) row[0]), part, row);
            }
        }
        return contents;
    }

    private void add(UUID id, Part part, Object[] row) {
        rows.computeIfAbsent(id, k -> new EnumMap<>(Part.class))
                .computeIfAbsent(part, k -> new HashSet<>())
                .add(values(row));
    }

    /** The values of a row behind its number, such as can be compared. */
    static List<@Nullable Object> values(Object[] row) {
        List<@Nullable Object> values = new ArrayList<>(row.length);
        for (int i = 1; i < row.length; i++) {
            values.add(row[i] instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : row[i]);
        }
        return values;
    }

    /** The parts of an update that differ, as words. */
    Set<String> differences(Contents other, UUID id) {
        Map<Part, Set<List<@Nullable Object>>> mine = rows.getOrDefault(id, Map.of());
        Map<Part, Set<List<@Nullable Object>>> its = other.rows.getOrDefault(id, Map.of());
        Set<String> parts = new TreeSet<>();
        Arrays.stream(Part.values())
                .filter(part -> !mine.getOrDefault(part, Set.of()).equals(its.getOrDefault(part, Set.of())))
                .forEach(part -> parts.add(
                        part == Part.UPDATES
                                ? "content"
                                : part.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
        return parts;
    }
}
