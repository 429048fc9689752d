package dev.supsync.program;

import dev.supsync.testing.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Services of copies of one site, as processes of their own. */
final class Services implements AutoCloseable {

    private final Path folder;
    private final List<Program.Running> running = new ArrayList<>();

    /**
     * @param folder where each copy gets a folder of its own
     */
    Services(Path folder) {
        this.folder = folder;
    }

    /**
     * A copy of the site.
     *
     * @param url of the database that the copies share
     * @param lease after how long another copy takes over, such as 3s
     */
    Program copy(String name, Path export, String url, String lease) throws IOException {
        Path site = Files.createDirectories(folder.resolve(name));
        Path file = Sites.configuration(site, export);
        String text = Files.readString(file).replace("jdbc:hsqldb:file:data/CS1", url);
        Files.writeString(file, text + "  lease: { timeout: " + lease + ", heartbeat: 500ms }\n");
        return new Program(site);
    }

    /** Starts it; it ends with this object at the latest. */
    Program.Running serve(Program program) throws IOException {
        Program.Running service = program.start("serve");
        running.add(service);
        return service;
    }

    /** Returns when the condition holds; fails when the service ends before. */
    static void until(Program.Running service, Callable<Boolean> condition) {
        Patience.until(service.process(), service.err(), condition);
    }

    /** Whether it has said these words. */
    static boolean said(Program.Running service, String words) {
        return Patience.text(service.err()).contains(words);
    }

    /** SIGKILL; returns when it is dead. */
    static void kill(Program.Running service) {
        service.process().destroyForcibly().onExit().join();
    }

    /** Exit status 0 says that it ended in time: after 25 seconds it ends itself, with another one. */
    static Program.Result stop(Program.Running service) throws IOException, InterruptedException {
        service.process().toHandle().destroy();
        return service.waitFor();
    }

    /** Kills those that still run. */
    @Override
    public void close() {
        running.forEach(Services::kill);
    }
}
