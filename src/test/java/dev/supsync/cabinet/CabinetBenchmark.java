package dev.supsync.cabinet;

import java.io.IOException;
import java.io.InputStream;
import java.util.Random;

/** Prints how fast cabinets are read: a program to run by hand, not a test. */
final class CabinetBenchmark {

    private static final int MEMBER = 64 << 20;
    private static final int SMALL = 100_000;

    private CabinetBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        byte[] text = SampleBytes.text(new Random(1), MEMBER);
        byte[] mixed = SampleBytes.mixed(new Random(1), MEMBER);
        large("stored, mixed", SampleCabinet.Packing.STORED, mixed);
        large("MSZIP, text", SampleCabinet.Packing.MSZIP, text);
        large("MSZIP, mixed", SampleCabinet.Packing.MSZIP, mixed);
        for (int windowBits : new int[] {15, 18, 21}) {
            large("LZX " + windowBits + ", text", SampleCabinet.Packing.lzx(windowBits), text);
            large("LZX " + windowBits + ", mixed", SampleCabinet.Packing.lzx(windowBits), mixed);
        }
        small("MSZIP", SampleCabinet.Packing.MSZIP);
        small("LZX 21", SampleCabinet.Packing.lzx(21));
    }

    private static void large(String title, SampleCabinet.Packing packing, byte[] content) throws IOException {
        byte[] cabinet =
                new SampleCabinet().compression(packing).add("member", content).toBytes();
        byte[] buffer = new byte[1 << 16];
        double best = 0;
        for (int round = 0; round < 5; round++) {
            long start = System.nanoTime();
            long bytes = 0;
            try (CabinetReader reader = CabinetReader.of(title, cabinet);
                    InputStream in = reader.open(reader.entries().get(0))) {
                for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                    bytes += n;
                }
            }
            best = Math.max(best, bytes / 1e6 / ((System.nanoTime() - start) / 1e9));
        }
        System.out.printf(
                "%-16s %6.0f MB/s, packed to %.0f %%%n", title, best, 100.0 * cabinet.length / content.length);
    }

    private static void small(String title, SampleCabinet.Packing packing) throws IOException {
        byte[] cabinet = new SampleCabinet()
                .compression(packing)
                .add("blob", SampleBytes.text(new Random(2), 6_000))
                .toBytes();
        for (int round = 0; round < 3; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < SMALL; i++) {
                try (CabinetReader reader = CabinetReader.of(title, cabinet);
                        InputStream in = reader.open(reader.entry("blob").orElseThrow())) {
                    in.readAllBytes();
                }
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf("%-16s %d cabinets of 6 KB in %.1f s%n", title, SMALL, seconds);
        }
    }
}
