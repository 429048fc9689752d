package dev.supsync.replication;

import dev.supsync.metadata.CategoryType;
import dev.supsync.metadata.PublicationState;
import dev.supsync.site.ScopeState;
import dev.supsync.site.jdbc.Table.Column;
import dev.supsync.site.jdbc.Table.Kind;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A batch as bytes: a mark and a version, then part after part, row after row, each value behind a byte that says whether
 * it is null. What is read is not trusted: memory grows with the bytes that are there, up to a limit, and values that no
 * site holds are refused.
 */
final class BatchCodec {

    private static final int MARK = 0x53555052; // SUPR
    private static final int VERSION = 1;
    private static final int MOST_ROWS = 4_000_000;
    private static final int MOST_BYTES = 256 << 20;
    private static final int DIGEST = 16;
    private static final int REASONS = 31;
    /** What a row takes in memory beside its values. */
    private static final int ROW_BYTES = 16;

    private static final int VALUE_BYTES = 8;

    /** What both databases hold, in milliseconds. */
    private static final LocalDateTime EARLIEST = LocalDateTime.of(1, 1, 1, 0, 0);

    private static final LocalDateTime LATEST = LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_000_000);

    private final DataInputStream in;
    private long left = MOST_BYTES;

    private BatchCodec(DataInputStream in) {
        this.in = in;
    }

    static void write(RecordBatch batch, DataOutputStream out) throws IOException {
        out.writeInt(MARK);
        out.writeInt(VERSION);
        out.writeBoolean(batch.allCategories());
        out.writeLong(batch.reached());
        out.writeLong(batch.seen());
        guid(batch.epoch(), out);
        for (Part part : Part.values()) {
            List<Object[]> rows = batch.rows(part);
            List<Column> columns = part.table().columns();
            int[] places = part.places();
            out.writeInt(rows.size());
            for (Object[] row : rows) {
                for (int place : places) {
                    value(row[place], columns.get(place).kind(), out);
                }
            }
        }
    }

    @SuppressWarnings("JavaLocalDateTimeGetNano") // beside the seconds
    private static void value(@Nullable Object value, Kind kind, DataOutputStream out) throws IOException {
        out.writeBoolean(value != null);
        if (value == null) {
            return;
        }
        switch (kind) {
            case INT, SMALLINT -> out.writeInt((Integer) value);
            case BIGINT -> out.writeLong((Long) value);
            case BOOLEAN -> out.writeBoolean((Boolean) value);
            case GUID -> guid((UUID) value, out);
            case DIGEST -> out.write((byte[]) value);
            case TEXT -> {
                byte[] bytes = ((String) value).getBytes(StandardCharsets.UTF_8);
                out.writeInt(bytes.length);
                out.write(bytes);
            }
            case TIMESTAMP -> {
                LocalDateTime time = (LocalDateTime) value;
                out.writeLong(time.toEpochSecond(ZoneOffset.UTC));
                out.writeInt(time.getNano());
            }
            case DATE -> out.writeLong(((LocalDate) value).toEpochDay());
        }
    }

    private static void guid(UUID guid, DataOutputStream out) throws IOException {
        out.writeLong(guid.getMostSignificantBits());
        out.writeLong(guid.getLeastSignificantBits());
    }

    static RecordBatch read(DataInputStream in) throws IOException {
        return new BatchCodec(in).batch();
    }

    private RecordBatch batch() throws IOException {
        if (in.readInt() != MARK) {
            throw new RecordFormatException("This is no batch of records: it does not begin with their mark.");
        }
        int version = in.readInt();
        if (version != VERSION) {
            throw new RecordFormatException(
                    "The records have format " + version + "; this program reads format " + VERSION + ".");
        }
        RecordBatch batch = new RecordBatch(in.readBoolean());
        batch.reached(in.readLong());
        batch.seen(in.readLong(), new UUID(in.readLong(), in.readLong()));
        for (Part part : Part.values()) {
            rows(batch, part);
        }
        return batch;
    }

    private void rows(RecordBatch batch, Part part) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MOST_ROWS) {
            throw damaged(part, "has " + count + " rows; between 0 and " + MOST_ROWS + " are possible");
        }
        List<Object[]> rows = batch.rows(part);
        List<Column> columns = part.table().columns();
        int[] places = part.places();
        int updates = batch.rows(Part.UPDATES).size();
        int categories = batch.rows(Part.CATEGORIES).size();
        for (int i = 0; i < count; i++) {
            left -= ROW_BYTES + (long) VALUE_BYTES * columns.size();
            if (left < 0) {
                throw damaged(part, "has more rows than a batch can hold");
            }
            @Nullable Object[] row = new @Nullable Object[columns.size()];
            for (int place : places) {
                row[place] = value(columns.get(place), part);
            }
            verifyPlace(part, row, i, updates, categories);
            rows.add(Part.row(row));
        }
    }

    /** What belongs to an update or a category must belong to one that is there. */
    private static void verifyPlace(Part part, @Nullable Object[] row, int number, int updates, int categories)
            throws RecordFormatException {
        boolean isOwner = part == Part.UPDATES || part == Part.CATEGORIES;
        boolean isOwned = part.isOfUpdate() || part == Part.CATEGORY_TEXTS;
        if (!isOwner && !isOwned) {
            return;
        }
        int most = part.isOfUpdate() ? updates : categories;
        boolean fits = row[0] instanceof Integer place && (isOwner ? place == number : place >= 0 && place < most);
        if (!fits) {
            throw damaged(part, "has a row of number " + row[0] + ", which the batch does not hold");
        }
    }

    private @Nullable Object value(Column column, Part part) throws IOException {
        if (!in.readBoolean()) {
            if (!column.isNullable()) {
                throw damaged(part, "has nothing in " + column.name());
            }
            return null;
        }
        return switch (column.kind()) {
            case INT, SMALLINT -> number(column, part, in.readInt());
            case BIGINT -> in.readLong();
            case BOOLEAN -> in.readBoolean();
            case GUID -> new UUID(in.readLong(), in.readLong());
            case DIGEST -> bytes(DIGEST, column, part);
            case TEXT -> text(column, part);
            case TIMESTAMP -> time(column, part);
            case DATE -> date(column, part);
        };
    }

    private LocalDateTime time(Column column, Part part) throws IOException {
        try {
            LocalDateTime time = LocalDateTime.ofEpochSecond(in.readLong(), in.readInt(), ZoneOffset.UTC);
            if (!time.isBefore(EARLIEST) && !time.isAfter(LATEST)) {
                return time;
            }
        } catch (DateTimeException e) {
            // refused below
        }
        throw damaged(part, "has an impossible time in " + column.name());
    }

    private LocalDate date(Column column, Part part) throws IOException {
        try {
            LocalDate date = LocalDate.ofEpochDay(in.readLong());
            if (!date.isBefore(EARLIEST.toLocalDate()) && !date.isAfter(LATEST.toLocalDate())) {
                return date;
            }
        } catch (DateTimeException e) {
            // refused below
        }
        throw damaged(part, "has an impossible date in " + column.name());
    }

    private static Integer number(Column column, Part part, int number) throws RecordFormatException {
        boolean isSmall = column.kind() == Kind.SMALLINT;
        int any = isSmall ? Short.MAX_VALUE : Integer.MAX_VALUE;
        int most =
                switch (column.name()) {
                    case "PUBLICATION_STATE" -> PublicationState.values().length - 1;
                    case "SCOPE_STATE" -> ScopeState.values().length - 1;
                    case "REASONS" -> REASONS;
                    default -> any;
                };
        int least = most == any ? -any - 1 : 0;
        if (number < least || number > most) {
            throw damaged(
                    part,
                    "has " + number + " in " + column.name() + "; between " + least + " and " + most + " are possible");
        }
        return number;
    }

    private String text(Column column, Part part) throws IOException {
        byte[] bytes = bytes(in.readInt(), column, part);
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw damaged(part, "has a text in " + column.name() + " that is not UTF-8");
        }
        if (column.name().equals("CATEGORY_TYPE")) {
            try {
                CategoryType.parse(text);
            } catch (IllegalArgumentException e) {
                throw damaged(part, "has an unknown type of category");
            }
        }
        return text;
    }

    private byte[] bytes(int length, Column column, Part part) throws IOException {
        left -= length;
        if (length < 0 || left < 0) {
            throw damaged(part, "has a value of " + length + " bytes in " + column.name() + ", which is too large");
        }
        byte[] bytes = in.readNBytes(length); // grows with what is there, whatever the length says
        if (bytes.length < length) {
            throw damaged(part, "ends within " + column.name());
        }
        return bytes;
    }

    private static RecordFormatException damaged(Part part, String what) {
        return new RecordFormatException(
                "The records are damaged: the part " + part.name().toLowerCase(Locale.ROOT) + " " + what + ".");
    }
}
