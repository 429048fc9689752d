package dev.supsync.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.supsync.catalog.managed.ManagedCatalog;
import dev.supsync.catalog.managed.ManagedSource;
import dev.supsync.catalog.susdb.SusdbCatalog;
import dev.supsync.catalog.susdb.SusdbSource;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.site.TestSite;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.site.jdbc.SiteMigrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of HSQLDB that a disk or a person damaged: which one is said, and what helps. */
class DamagedFilesTests {

    /** Whose files they are. */
    enum Kind {
        SITE(ErrorCode.SITE_DAMAGED, "CS1") {
            @Override
            void use(Path files) {
                try (SiteDatabase database = SiteDatabase.open("jdbc:hsqldb:file:" + files, "SA", "")) {
                    SiteMigrations.isCurrent(database);
                }
            }
        },
        CATALOG(ErrorCode.CATALOG_DAMAGED, "sup1") {
            @Override
            void use(Path files) {
                ManagedCatalog.open(source(files), Clock.systemUTC()).close();
            }
        },
        SUSDB(ErrorCode.CATALOG_DAMAGED, "sup1") {
            @Override
            void use(Path files) {
                SusdbCatalog.open(new SusdbSource("jdbc:hsqldb:file:" + files, null, null, 1_000_000))
                        .close();
            }
        };

        private final ErrorCode code;
        private final String name;

        Kind(ErrorCode code, String name) {
            this.code = code;
            this.name = name;
        }

        abstract void use(Path files);
    }

    /** What happened to a file. */
    enum Harm {
        EMPTY {
            @Override
            byte[] to(byte[] content) {
                return new byte[0];
            }
        },
        CUT {
            @Override
            byte[] to(byte[] content) {
                return Arrays.copyOf(content, content.length / 2);
            }
        },
        ZEROS {
            @Override
            byte[] to(byte[] content) {
                return new byte[content.length];
            }
        },
        NOISE {
            @Override
            byte[] to(byte[] content) {
                byte[] noise = new byte[content.length];
                new Random(1).nextBytes(noise);
                return noise;
            }
        };

        abstract byte[] to(byte[] content);
    }

    @TempDir
    static Path originals;

    @TempDir
    Path folder;

    @BeforeAll
    static void make() {
        try (SiteDatabase database = SiteDatabase.open("jdbc:hsqldb:file:" + originals.resolve("CS1"), "SA", "")) {
            TestSite.prepare(database);
        }
        ManagedCatalog.open(source(originals.resolve("sup1")), Clock.systemUTC())
                .close();
    }

    static Stream<Arguments> harms() {
        return Arrays.stream(Kind.values()).flatMap(kind -> Stream.of(".script", ".properties", ".data")
                .flatMap(ending -> Arrays.stream(Harm.values())
                        .filter(harm -> !ending.equals(".data") || harm != Harm.CUT) // may lie behind all rows
                        .map(harm -> Arguments.of(kind, ending, harm))));
    }

    @ParameterizedTest
    @MethodSource("harms")
    void isSaid(Kind kind, String ending, Harm harm) throws IOException {
        copy(kind);
        Path damaged = folder.resolve(kind.name + ending);
        Files.write(damaged, harm.to(Files.readAllBytes(damaged)));

        assertDamaged(kind, damaged);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aFileThatIsMissingIsNamed(Kind kind) throws IOException {
        for (String ending : new String[] {".script", ".data"}) {
            copy(kind);
            Path missing = folder.resolve(kind.name + ending);
            Files.delete(missing);

            assertDamaged(kind, missing);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatIsWholeIsNot(Kind kind) throws IOException {
        copy(kind);
        assertThat(catchThrowable(() -> kind.use(folder.resolve(kind.name))))
                .satisfiesAnyOf(
                        nothing -> assertThat(nothing).isNull(),
                        error -> assertThat(((SupsyncException) error).code()).isEqualTo(ErrorCode.CATALOG_EMPTY));
        Files.delete(folder.resolve(kind.name + ".properties")); // HSQLDB makes them anew
        kind.use(folder.resolve(kind.name));
    }

    @Test
    void aFileThatCannotBeReadIsNotDamaged() throws IOException {
        DatabaseFiles files = new DatabaseFiles(folder.resolve("CS1"));
        SQLException failure = new SQLException("error in script file: (Keine Berechtigung)", "S1000", -461);

        Files.createDirectory(files.file(".script")); // nobody can read one, not even root
        assertThat((Throwable) DamagedFiles.opening(failure, files, false)).isSameAs(failure);
        Files.delete(files.file(".script"));
        Files.writeString(files.file(".script"), "CREATE");
        assertThat(DamagedFiles.ending(DamagedFiles.opening(failure, files, false)))
                .hasValue(".script");
    }

    static Kind[] kinds() {
        return Kind.values();
    }

    private void assertDamaged(Kind kind, Path file) {
        Throwable failure = catchThrowable(() -> kind.use(folder.resolve(kind.name)));
        assertThat(failure).isInstanceOf(SupsyncException.class);
        SupsyncException error = (SupsyncException) failure;
        assertThat(error.code()).as(error.getMessage()).isEqualTo(kind.code);
        assertThat(error).hasMessageContaining(file + " is damaged");
        assertThat(error.remedy()).startsWith("Restore the backup of the database's files");
    }

    private void copy(Kind kind) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (Files.isRegularFile(file)) {
                    Files.delete(file);
                }
            }
        }
        try (var files = Files.list(originals)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith(kind.name + ".") && !name.endsWith(".lock") && Files.isRegularFile(file)) {
                    Files.copy(file, folder.resolve(name));
                }
            }
        }
    }

    private static ManagedSource source(Path files) {
        return new ManagedSource("jdbc:hsqldb:file:" + files, null, null, 1_000_000, "CS1", "sup1.example");
    }
}
