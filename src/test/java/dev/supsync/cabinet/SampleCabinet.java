package dev.supsync.cabinet;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Writes cabinets for tests and sample data: stored, MSZIP or LZX, with several folders, reserved areas, and spanned
 * over several files. Members are streamed.
 *
 * <pre>new SampleCabinet().compression(SampleCabinet.Packing.MSZIP).add("metadata.xml", bytes).write(file);</pre>
 */
public final class SampleCabinet {

    /** How a folder is compressed. */
    public static final class Packing {
        public static final Packing STORED = new Packing(0, BlockEncoder.Stored::new);
        public static final Packing MSZIP = new Packing(1, BlockEncoder.Mszip::new);

        /** LZX as makecab writes it by default, with a window of 2^15 to 2^21 bytes. */
        public static Packing lzx(int windowBits) {
            return lzx(LzxEncoder.Settings.plain(windowBits));
        }

        static Packing lzx(LzxEncoder.Settings settings) {
            return new Packing(3 | settings.windowBits() << 8, () -> new LzxEncoder(settings));
        }

        private final int type;
        private final Supplier<BlockEncoder> encoder;

        Packing(int type, Supplier<BlockEncoder> encoder) {
            this.type = type;
            this.encoder = encoder;
        }
    }

    /** Opens the content of a member; called once. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }

    private record Source(String name, Content content) {}

    private record FolderSource(Packing packing, List<Source> members) {}

    private final List<FolderSource> folders = new ArrayList<>();
    private CabinetSerializer.Reserve reserve = new CabinetSerializer.Reserve(0, 0, 0, 0);
    private Packing packing = Packing.MSZIP;
    private boolean beginFolder = true;
    private boolean checksums = true;
    private boolean splitBlocks = true;
    private long maximumSize = 0xFFFF_FFFFL;
    private int setId = 1;
    private LocalDateTime modified = LocalDateTime.of(2024, 1, 2, 3, 4, 6);

    /** The compression of the members added from now on; they begin a new folder. */
    public SampleCabinet compression(Packing newPacking) {
        packing = newPacking;
        return newFolder();
    }

    /** The members added from now on begin a new folder. */
    public SampleCabinet newFolder() {
        beginFolder = true;
        return this;
    }

    /** Sets bytes aside in the header, in each folder and in each block, and fills them with zeros. */
    public SampleCabinet reserve(int header, int folder, int block) {
        return reserve(header, folder, block, 0);
    }

    /** Sets bytes aside in the header, in each folder and in each block, and fills them with the given byte. */
    public SampleCabinet reserve(int header, int folder, int block, int filler) {
        reserve = new CabinetSerializer.Reserve(header, folder, block, filler);
        return this;
    }

    /** Whether blocks get checksums; they do unless told otherwise. */
    public SampleCabinet checksums(boolean wanted) {
        checksums = wanted;
        return this;
    }

    /** No cabinet becomes larger than this; what does not fit goes into further ones. */
    public SampleCabinet maximumSize(long bytes) {
        maximumSize = bytes;
        return this;
    }

    /** Whether a block may begin in one cabinet of a set and end in the next; it may unless told otherwise. */
    public SampleCabinet splitBlocks(boolean wanted) {
        splitBlocks = wanted;
        return this;
    }

    public SampleCabinet setId(int id) {
        setId = id;
        return this;
    }

    /** The time of change of all members. */
    public SampleCabinet modified(LocalDateTime time) {
        modified = time;
        return this;
    }

    public SampleCabinet add(String name, byte[] bytes) {
        return add(name, () -> new ByteArrayInputStream(bytes));
    }

    /** Adds a member; a name beyond ASCII is stored as UTF-8. */
    public SampleCabinet add(String name, Content content) {
        if (beginFolder) {
            folders.add(new FolderSource(packing, new ArrayList<>()));
            beginFolder = false;
        }
        folders.get(folders.size() - 1).members().add(new Source(name, content));
        return this;
    }

    /** The cabinet as bytes; for small ones. */
    public byte[] toBytes() {
        try (Spool spool = new Spool.Memory()) {
            List<List<CabinetLayout.Segment>> cabinets = layout("", encode(spool));
            if (cabinets.size() != 1) {
                throw new IllegalStateException("needs " + cabinets.size() + " cabinets; write it to files");
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            new CabinetSerializer(out, spool, reserve, checksums).write(cabinets.get(0), setId, 0, "", "");
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes the cabinet, or a set of them if a maximum size is set: {@code export.cab}, {@code export-2.cab} and so on.
     *
     * @return the files written, the first one first
     */
    public List<Path> write(Path file) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        String first = file.getFileName().toString();
        try (Spool spool = new Spool.OnDisk(folder)) {
            List<List<CabinetLayout.Segment>> cabinets = layout(first, encode(spool));
            List<Path> written = new ArrayList<>();
            for (int i = 0; i < cabinets.size(); i++) {
                Path path = folder.resolve(partName(first, i));
                String previous = i == 0 ? "" : partName(first, i - 1);
                String next = i + 1 == cabinets.size() ? "" : partName(first, i + 1);
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path))) {
                    new CabinetSerializer(out, spool, reserve, checksums)
                            .write(cabinets.get(i), setId, i, previous, next);
                }
                written.add(path);
            }
            return written;
        }
    }

    static String partName(String first, int index) {
        int dot = first.lastIndexOf('.');
        String stem = dot < 0 ? first : first.substring(0, dot);
        return index == 0 ? first : stem + "-" + (index + 1) + (dot < 0 ? "" : first.substring(dot));
    }

    private List<List<CabinetLayout.Segment>> layout(String first, List<CabinetLayout.FolderPlan> plans) {
        int base = 36 + (reserve.any() ? 4 + reserve.header() : 0) + 2 * (first.length() + 8);
        return new CabinetLayout(maximumSize, splitBlocks, base, reserve.folder(), reserve.block()).plan(plans);
    }

    private List<CabinetLayout.FolderPlan> encode(Spool spool) throws IOException {
        List<CabinetLayout.FolderPlan> plans = new ArrayList<>();
        long[] end = {0};
        for (FolderSource folder : folders) {
            CabinetLayout.FolderPlan plan =
                    new CabinetLayout.FolderPlan(folder.packing().type, new ArrayList<>(), new ArrayList<>());
            BlockEncoder encoder = folder.packing().encoder.get();
            BlockEncoder.Sink sink = (data, length, size) -> {
                spool.append(data, length);
                plan.blocks().add(new CabinetLayout.Block(end[0], length, size));
                end[0] += length;
            };
            byte[] frame = new byte[BlockEncoder.FRAME];
            int filled = 0;
            long offset = 0;
            for (Source source : folder.members()) {
                long size = 0;
                try (InputStream in = source.content().open()) {
                    for (int n = in.read(frame, filled, frame.length - filled);
                            n >= 0;
                            n = in.read(frame, filled, frame.length - filled)) {
                        filled += n;
                        size += n;
                        if (filled == frame.length) {
                            encoder.frame(frame, filled, sink);
                            filled = 0;
                        }
                    }
                }
                plan.members().add(member(source.name(), size, offset));
                offset += size;
            }
            if (filled > 0) {
                encoder.frame(frame, filled, sink);
            }
            encoder.finish(sink);
            plans.add(plan);
        }
        return plans;
    }

    private CabinetLayout.Member member(String name, long size, long offset) {
        boolean ascii = name.chars().allMatch(c -> c < 128);
        int date = (modified.getYear() - 1980) << 9 | modified.getMonthValue() << 5 | modified.getDayOfMonth();
        int time = modified.getHour() << 11 | modified.getMinute() << 5 | modified.getSecond() / 2;
        return new CabinetLayout.Member(
                name.getBytes(StandardCharsets.UTF_8), ascii ? 0x20 : 0xA0, size, offset, date, time);
    }
}
