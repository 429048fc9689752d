package dev.supsync.cabinet;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Makes canonical Huffman codes of limited length from frequencies. */
final class HuffmanCode {

    private record Node(long weight, int symbol, Node[] children) {}

    final byte[] lengths;
    private final int[] codes;

    /** @param frequencies at least two of them are made positive, so that the code is complete */
    HuffmanCode(int[] frequencies, int maximumLength) {
        lengths = new byte[frequencies.length];
        codes = new int[frequencies.length];
        int used = 0;
        for (int frequency : frequencies) {
            used += frequency > 0 ? 1 : 0;
        }
        for (int symbol = 0; used < 2; symbol++) {
            if (frequencies[symbol] == 0) {
                frequencies[symbol] = 1;
                used++;
            }
        }
        int[] scaled = frequencies.clone();
        while (assign(tree(scaled), 0) > maximumLength) {
            for (int i = 0; i < scaled.length; i++) {
                scaled[i] = scaled[i] == 0 ? 0 : scaled[i] / 2 + 1;
            }
        }
        int code = 0;
        for (int length = 1; length <= maximumLength; length++) {
            for (int symbol = 0; symbol < lengths.length; symbol++) {
                if (lengths[symbol] == length) {
                    codes[symbol] = code++;
                }
            }
            code <<= 1;
        }
    }

    void write(LzxBits out, int symbol) {
        if (lengths[symbol] == 0) {
            throw new IllegalStateException("symbol " + symbol + " has no code");
        }
        out.write(codes[symbol], lengths[symbol]);
    }

    private static Node tree(int[] frequencies) {
        PriorityQueue<Node> queue = new PriorityQueue<>(Comparator.comparingLong(Node::weight));
        for (int symbol = 0; symbol < frequencies.length; symbol++) {
            if (frequencies[symbol] > 0) {
                queue.add(new Node(frequencies[symbol], symbol, new Node[0]));
            }
        }
        while (queue.size() > 1) {
            Node a = queue.remove();
            Node b = queue.remove();
            queue.add(new Node(a.weight() + b.weight(), -1, new Node[] {a, b}));
        }
        return queue.remove();
    }

    private int assign(Node node, int depth) {
        if (node.symbol() >= 0) {
            lengths[node.symbol()] = (byte) depth;
            return depth;
        }
        return Math.max(assign(node.children()[0], depth + 1), assign(node.children()[1], depth + 1));
    }
}
