package dev.supsync.offline;

import java.util.Arrays;

/** Numbers in a plain array that grows. */
final class IntList {

    private int[] values = new int[64];
    private int size;

    void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    int get(int index) {
        return values[index];
    }

    int size() {
        return size;
    }

    /** The place of a number in a list that is sorted; negative if it is not there. */
    int find(int value) {
        return Arrays.binarySearch(values, 0, size, value);
    }
}
