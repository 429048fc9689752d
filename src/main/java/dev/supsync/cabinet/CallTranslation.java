package dev.supsync.cabinet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Undoes the E8 call translation of LZX ("E8 call translation" in the LZX description): the encoder made the relative
 * targets of x86 call instructions absolute, so that calls of one function look alike.
 */
final class CallTranslation {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final byte CALL = (byte) 0xE8;

    /** The last bytes of a frame are never translated. */
    private static final int UNTRANSLATED = 10;

    private CallTranslation() {}

    /** Where the first byte that may begin a call lies, relative to {@code start}; negative if there is none. */
    static int find(byte[] bytes, int start, int length) {
        for (int i = 0; i < length - UNTRANSLATED; i++) {
            if (bytes[start + i] == CALL) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Translates a frame in place.
     *
     * @param from no call begins before this
     * @param frameStart where the frame begins in the uncompressed data of the folder
     * @param size the size that the encoder took for that of the whole data
     */
    static void undo(byte[] frame, int from, int length, int frameStart, int size) {
        int end = length - UNTRANSLATED;
        for (int i = from; i < end; i++) {
            if (frame[i] == CALL) {
                int position = frameStart + i;
                int absolute = (int) INT.get(frame, i + 1);
                if (absolute >= -position && absolute < size) {
                    INT.set(frame, i + 1, absolute >= 0 ? absolute - position : absolute + size);
                }
                i += 4;
            }
        }
    }
}
