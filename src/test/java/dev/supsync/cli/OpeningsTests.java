package dev.supsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often embedded databases are opened: whoever opens one makes its HSQLDB lock file, as other programs see it. */
class OpeningsTests {

    private static final String LOCK = ".lck";
    private static final String LAST = "the last event";
    private static final List<String> SITES = List.of("CS1", "PS1", "PS2", "PS3", "SS1", "SS2");

    @TempDir
    Path folder;

    @Test
    void aRoundOpensTheDatabaseOfEachSiteOnce() throws Exception {
        SampleTree.write(folder, 20);
        Files.createDirectory(folder.resolve("data"));
        for (String round : List.of("the first", "one with nothing new")) {
            assertThat(openings("sync", "full")).as(round).isEqualTo(once());
        }
        assertThat(openings("sync", "delta")).as("a delta").isEqualTo(once());
    }

    private static Map<String, Integer> once() {
        Map<String, Integer> once = new TreeMap<>();
        SITES.forEach(site -> once.put(site, 1));
        return once;
    }

    /** How often each site's lock file was made while a command ran, by the site's code. */
    private Map<String, Integer> openings(String... command) throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        try (WatchService watch = data.getFileSystem().newWatchService()) {
            data.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            Program.Result result = new Program(folder).run(command);
            assertThat(result.status()).as(result.toString()).isZero();
            for (String site : SITES) {
                assertThat(data.resolve(site + LOCK)).as("closed").doesNotExist();
            }
            Files.createFile(data.resolve(LAST));
            Map<String, Integer> found = count(watch);
            Files.delete(data.resolve(LAST));
            return found;
        }
    }

    private static Map<String, Integer> count(WatchService watch) throws InterruptedException {
        Map<String, Integer> found = new TreeMap<>();
        while (true) {
            WatchKey key = watch.poll(1, TimeUnit.MINUTES);
            assertThat(key).as("events come").isNotNull();
            for (WatchEvent<?> event : key.pollEvents()) {
                assertThat(event.kind()).as("no event is lost").isNotEqualTo(StandardWatchEventKinds.OVERFLOW);
                String name = String.valueOf(event.context());
                if (name.equals(LAST)) {
                    return found;
                }
                String site = name.replace(LOCK, "");
                if (name.endsWith(LOCK) && SITES.contains(site)) {
                    found.merge(site, event.count(), Integer::sum);
                }
            }
            key.reset();
        }
    }
}
