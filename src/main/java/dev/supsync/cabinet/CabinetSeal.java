package dev.supsync.cabinet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A SHA-256 of all bytes of a cabinet file, in the area that its header sets aside for applications (section 2.1,
 * abReserve), where it counts as zeros. The checksums of the format itself cover the data alone, and may be left out.
 */
public final class CabinetSeal {

    /** Bytes set aside: a mark and the digest. */
    static final int RESERVE = 40;

    private static final byte[] MARK = "SUPSYNC1".getBytes(StandardCharsets.US_ASCII);
    private static final int FLAGS = 30;
    private static final int HAS_RESERVE = 4;
    private static final int SIZES = 36;
    private static final int MARK_AT = 40;
    private static final int DIGEST_AT = MARK_AT + 8;
    private static final int DIGEST = 32;
    private static final int HEAD = DIGEST_AT + DIGEST;

    private CabinetSeal() {}

    /** Whether a file begins as a cabinet with a seal; its bytes may still be others than those that were sealed. */
    public static boolean isThere(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return isThere(head(channel));
        }
    }

    /**
     * Verifies the file, and every other one of its set.
     *
     * @return the files, the first one first
     * @throws CabinetException if a file is missing, has no seal, or was changed
     */
    public static List<Path> verify(Path file) throws CabinetException {
        List<Path> files = new ArrayList<>();
        for (Volume volume : SpannedSet.of(file)) {
            Path path = Path.of(volume.name());
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                byte[] head = head(channel);
                if (!isThere(head)) {
                    throw CabinetException.damaged(volume.name(), "has no seal in its header, which was expected");
                }
                if (!MessageDigest.isEqual(digest(channel), Arrays.copyOfRange(head, DIGEST_AT, HEAD))) {
                    throw CabinetException.damaged(
                            volume.name(), "holds other bytes than those that were sealed when it was written");
                }
            } catch (CabinetException e) {
                throw e;
            } catch (IOException e) {
                throw CabinetException.unreadable(volume.name(), e);
            }
            files.add(path);
        }
        return files;
    }

    /** The reserved area before the digest is known. */
    static byte[] empty() {
        return Arrays.copyOf(MARK, RESERVE);
    }

    /** Seals a cabinet that has the area. */
    static void put(FileChannel channel) throws IOException {
        ByteBuffer digest = ByteBuffer.wrap(digest(channel));
        while (digest.hasRemaining()) {
            channel.write(digest, DIGEST_AT + (long) digest.position());
        }
    }

    private static byte[] head(FileChannel channel) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(HEAD);
        while (head.hasRemaining() && channel.read(head, head.position()) >= 0) {
            // until all of it is there, or the end
        }
        return head.hasRemaining() ? new byte[0] : head.array();
    }

    private static boolean isThere(byte[] head) {
        if (head.length < HEAD) {
            return false;
        }
        ByteBuffer fields = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        return (fields.getShort(FLAGS) & HAS_RESERVE) != 0
                && fields.getShort(SIZES) == RESERVE
                && fields.getShort(SIZES + 2) == 0
                && Arrays.equals(head, MARK_AT, DIGEST_AT, MARK, 0, MARK.length);
    }

    /** Of all bytes, with zeros in the place of the digest. */
    private static byte[] digest(FileChannel channel) throws IOException {
        MessageDigest sha256 = sha256();
        ByteBuffer buffer = ByteBuffer.allocate(1 << 18);
        long at = 0;
        while (channel.read(buffer.clear(), at) >= 0) {
            int count = buffer.position();
            for (long i = Math.max(at, DIGEST_AT); i < Math.min(at + count, HEAD); i++) {
                buffer.put((int) (i - at), (byte) 0);
            }
            sha256.update(buffer.array(), 0, count);
            at += count;
        }
        return sha256.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
