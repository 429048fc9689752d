package dev.supsync.cabinet;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of a cabinet, or of a set of cabinets among which its members are spread.
 *
 * <p>Stored, MSZIP and LZX data are read. Memory is bounded by the window of the compression (2 MB at most) and one
 * block of 32 KB, whatever the size of the members. Any damage is told by a {@link CabinetException}. Not for use by
 * several threads at once.
 */
public final class CabinetReader implements Closeable {

    /** Larger members are refused unless a limit is given: the format cannot hold any of 4 GiB. */
    public static final long DEFAULT_MAXIMUM_MEMBER_SIZE = 1L << 32;

    private final String name;
    private final List<Folder> folders;
    private final List<CabinetEntry> entries;
    /** The folders being read; mostly none or one. */
    private final List<FolderStream> inUse = new ArrayList<>(1);

    private @Nullable Map<String, CabinetEntry> byName;
    /** The folder read last, kept so that the members behind can be read without decoding those before again. */
    private @Nullable FolderStream idle;

    private boolean closed;

    private CabinetReader(String name, List<Volume> volumes, long maximumMemberSize) throws CabinetException {
        CabinetIndex index = CabinetIndex.of(volumes, maximumMemberSize);
        this.name = name;
        folders = index.folders();
        entries = Collections.unmodifiableList(index.entries());
    }

    /**
     * Opens a cabinet file. If it is part of a spanned set, the other parts are taken from the same folder; whichever
     * part is given, the whole set is read.
     *
     * @throws CabinetException if it or a part of its set is missing, damaged or not a cabinet
     */
    public static CabinetReader open(Path file) throws CabinetException {
        return open(file, DEFAULT_MAXIMUM_MEMBER_SIZE);
    }

    /**
     * As {@link #open(Path)}.
     *
     * @param maximumMemberSize a cabinet that declares a larger member is refused
     */
    public static CabinetReader open(Path file, long maximumMemberSize) throws CabinetException {
        return new CabinetReader(file.toString(), SpannedSet.of(file), maximumMemberSize);
    }

    /**
     * Reads a cabinet from memory.
     *
     * @param name what to call it in messages
     * @param bytes the cabinet, not to be changed while it is read
     * @throws CabinetException if it is damaged, not a cabinet or part of a spanned set
     */
    public static CabinetReader of(String name, byte[] bytes) throws CabinetException {
        return of(name, bytes, DEFAULT_MAXIMUM_MEMBER_SIZE);
    }

    /**
     * As {@link #of(String, byte[])}.
     *
     * @param maximumMemberSize a cabinet that declares a larger member is refused
     */
    public static CabinetReader of(String name, byte[] bytes, long maximumMemberSize) throws CabinetException {
        return new CabinetReader(name, SpannedSet.of(name, bytes), maximumMemberSize);
    }

    /** What the cabinet is called in messages. */
    public String name() {
        return name;
    }

    /** The members in the order in which the cabinet lists them. */
    public List<CabinetEntry> entries() {
        return entries;
    }

    /** The member of that name, without regard to case; the first one if several bear it. */
    public Optional<CabinetEntry> entry(String wanted) {
        Map<String, CabinetEntry> map = byName;
        if (map == null) {
            map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (CabinetEntry entry : entries) {
                map.putIfAbsent(entry.name(), entry);
            }
            byName = map;
        }
        return Optional.ofNullable(map.get(wanted));
    }

    /**
     * Opens a member for reading. A folder is decoded from its beginning, but on the way it was left when the stream
     * before was closed: members opened and closed in the order of {@link #entries()} are decoded once.
     *
     * @param entry one of {@link #entries()}
     * @return the content, never longer than declared; its methods throw {@link CabinetException} on damage
     */
    public InputStream open(CabinetEntry entry) throws CabinetException {
        requireOpen();
        Objects.checkIndex(entry.folder(), folders.size());
        if (entry.size() == 0) {
            return InputStream.nullInputStream();
        }
        FolderStream stream = take(entry);
        boolean ready = false;
        try {
            stream.moveTo(entry);
            ready = true;
        } finally {
            if (!ready) {
                discard(stream);
            }
        }
        return new MemberInputStream(entry, stream, this::release);
    }

    /**
     * Shows all members to the visitor, folder by folder in the order of their data, so that each folder is decoded just
     * once.
     *
     * @throws CabinetException on damage
     * @throws IOException if the visitor throws it
     */
    public void extract(CabinetVisitor visitor) throws IOException {
        requireOpen();
        List<CabinetEntry> inOrder = new ArrayList<>(entries);
        inOrder.sort(Comparator.comparingInt(CabinetEntry::folder).thenComparingLong(CabinetEntry::offset));
        refuseSharedData(inOrder);
        for (CabinetEntry entry : inOrder) {
            try (InputStream content = open(entry)) {
                visitor.visit(entry, content);
            }
        }
    }

    /** Members that share data would have to be decoded once each: a small cabinet could cost days. */
    private void refuseSharedData(List<CabinetEntry> inOrder) throws CabinetException {
        CabinetEntry before = null;
        for (CabinetEntry entry : inOrder) {
            if (entry.size() == 0) {
                continue;
            }
            if (before != null && before.folder() == entry.folder() && entry.offset() < before.end()) {
                throw CabinetException.damaged(
                        name,
                        "the members \"%s\" and \"%s\" share data in folder %d, each byte must belong to one member",
                        before.displayName(),
                        entry.displayName(),
                        entry.folder());
            }
            before = entry;
        }
    }

    private FolderStream take(CabinetEntry entry) throws CabinetException {
        FolderStream stream = idle;
        idle = null;
        if (stream != null) {
            if (stream.canReach(entry)) {
                inUse.add(stream);
                return stream;
            }
            stream.close();
        }
        stream = new FolderStream(folders.get(entry.folder()), entry);
        inUse.add(stream);
        return stream;
    }

    private void release(FolderStream stream) throws CabinetException {
        if (inUse.remove(stream)) {
            FolderStream before = idle;
            idle = stream;
            if (before != null) {
                before.close();
            }
        }
    }

    private void discard(FolderStream stream) throws CabinetException {
        inUse.remove(stream);
        stream.close();
    }

    private void requireOpen() throws CabinetException {
        if (closed) {
            throw new CabinetException(CabinetException.printable(name) + ": the reader is closed; open it anew");
        }
    }

    /** Closes the reader and all streams it gave out. */
    @Override
    public void close() throws CabinetException {
        closed = true;
        List<FolderStream> streams = new ArrayList<>(inUse);
        inUse.clear();
        if (idle != null) {
            streams.add(idle);
            idle = null;
        }
        for (FolderStream stream : streams) {
            stream.close();
        }
    }
}
