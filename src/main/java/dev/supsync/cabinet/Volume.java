package dev.supsync.cabinet;

import java.io.IOException;
import java.nio.file.Path;

/** One cabinet file: a whole cabinet or a part of a spanned set. */
final class Volume {

    /** How to get at the bytes. */
    @FunctionalInterface
    interface Opener {
        ByteSource open() throws IOException;
    }

    private final String name;
    private final Opener opener;
    private final CabinetHeader header;

    private Volume(String name, Opener opener) throws CabinetException {
        this.name = name;
        this.opener = opener;
        try (ByteSource source = opener.open()) {
            header = CabinetHeader.read(name, source);
        } catch (CabinetException e) {
            throw e;
        } catch (IOException e) {
            throw CabinetException.unreadable(name, e);
        }
    }

    static Volume onDisk(Path file) throws CabinetException {
        return new Volume(file.toString(), () -> new ByteSource.OnDisk(file));
    }

    static Volume inMemory(String name, byte[] bytes) throws CabinetException {
        ByteSource source = new ByteSource.Memory(bytes);
        return new Volume(name, () -> source);
    }

    String name() {
        return name;
    }

    CabinetHeader header() {
        return header;
    }

    /** Opens the bytes for reading data; files are held open only while a member is read. */
    ByteSource open() throws CabinetException {
        try {
            ByteSource source = opener.open();
            if (source.size() < header.length()) {
                source.close();
                throw CabinetException.damaged(
                        name, "became shorter while it was read: %d bytes, it had %d", source.size(), header.length());
            }
            return source;
        } catch (CabinetException e) {
            throw e;
        } catch (IOException e) {
            throw CabinetException.unreadable(name, e);
        }
    }
}
