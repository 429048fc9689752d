package dev.supsync.samples;

import dev.supsync.metadata.DriverMetadata;
import dev.supsync.metadata.UpdateFile;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** What updates install: files, and drivers for hardware. */
record Payload(Chance chance, Timeline timeline, Naming naming) {

    private static final int FILES = 2;

    /**
     * One file, or two.
     *
     * @param part the number of the part of the update that they belong to, from 0
     */
    List<UpdateFile> files(int update, int part) {
        List<UpdateFile> files = new ArrayList<>(FILES);
        long number = (update * 8L + part) * FILES;
        files.add(file(update, number, UpdateFile.PatchingType.SELF_CONTAINED));
        if (chance.below(3, Chance.For.SIZE, number + 1) == 0) {
            files.add(file(update, number + 1, UpdateFile.PatchingType.EXPRESS));
        }
        return files;
    }

    /** Two to four devices of one maker. */
    List<DriverMetadata> drivers(int update) {
        Line kind = timeline.kind(update);
        String company = kind.subject().substring(0, kind.subject().indexOf(" - "));
        String driverClass = kind.subject().substring(kind.subject().indexOf(" - ") + 3);
        YearMonth month = timeline.month(update);
        LocalDate date = month.atDay(1 + chance.below(28, Chance.For.DRIVER, update));
        int first = chance.below(0xFFF0, Chance.For.DRIVER, update);
        List<DriverMetadata> drivers = new ArrayList<>();
        for (int i = 0; i < 2 + first % 3; i++) {
            drivers.add(new DriverMetadata(
                    String.format(Locale.ROOT, "USB\\VID_8087&PID_%04X&REV_0010", first + i),
                    date,
                    naming.version(update),
                    driverClass,
                    company,
                    company,
                    company,
                    "%s Adapter %d".formatted(driverClass, 100 + i),
                    first % 2 == 0 ? "0" : Long.toString(1_152_921_504_600_000_000L + first)));
        }
        return drivers;
    }

    private UpdateFile file(int update, long number, UpdateFile.PatchingType type) {
        byte[] sha1 = chance.bytes(20, Chance.For.FILE, number);
        String name = naming.fileStem(update) + "_" + HexFormat.of().formatHex(sha1, 0, 6)
                + (type == UpdateFile.PatchingType.EXPRESS ? ".psf" : ".cab");
        YearMonth month = timeline.month(update);
        return new UpdateFile(
                Chance.base64(sha1),
                name,
                200_000L + chance.below(600_000_000, Chance.For.SIZE, number),
                timeline.created(update)
                        .atOffset(ZoneOffset.UTC)
                        .withNano(0)
                        .minusDays(6)
                        .toInstant(),
                type,
                Chance.base64(chance.bytes(32, Chance.For.FILE, -1 - number)),
                "http://download.example/software/" + month.getYear() + "/" + month.getMonthValue() + "/" + name);
    }
}
