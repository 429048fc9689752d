package dev.supsync.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads documents as large as the largest real one in a JVM with less memory than the document. */
class LargeDocumentTests {

    private static final long SIZE = 47_000_000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"elements", "text", "cdata", "comment", "handler"})
    void needsNoMemoryForWhatItSkips(String kind) throws Exception {
        Path output = folder.resolve("output");
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String java = System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
        Process process = new ProcessBuilder(
                        java, "-Xmx32m", "-XX:+UseSerialGC", "-cp", classPath, Program.class.getName(), kind)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(Files.readString(output)).isEqualTo("read 1 text and 1 file of " + kind);
        assertThat(process.exitValue()).isZero();
    }

    /** What runs in the small JVM. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) throws Exception {
            String kind = arguments[0];
            UpdateRevision revision = new UpdateXmlParser().parse(document(kind));
            System.out.print("read " + revision.texts().size() + " text and "
                    + revision.files().size() + " file of " + kind);
        }

        private static InputStream document(String kind) {
            String rules = kind.equals("handler") ? "HandlerSpecificData" : "ApplicabilityRules";
            String start = "<Update xmlns='" + XmlCursor.UPDATE + "'>" + UpdateXmlSnippets.IDENTITY
                    + UpdateXmlSnippets.PROPERTIES + "<LocalizedPropertiesCollection>"
                    + UpdateXmlSnippets.text("en", "Large") + "</LocalizedPropertiesCollection><" + rules + "><Rule>";
            String end = "</Rule></" + rules + "><Files><File " + UpdateXmlSnippets.FILE + "/></Files></Update>";
            return switch (kind) {
                case "text" -> stream(start, "SGVsbG8sIHJ1bGVzIQ ", end);
                case "cdata" -> stream(start + "<![CDATA[", "<not><xml>", "]]>" + end);
                case "comment" -> stream(start + "<!--", "not a rule ", "-->" + end);
                default ->
                    stream(
                            start,
                            "<a:And xmlns:a='urn:a'><a:Is Key='HKEY_LOCAL_MACHINE' Value='17'/>Text</a:And>",
                            end);
            };
        }

        private static InputStream stream(String start, String repeated, String end) {
            return new SequenceInputStream(
                    Collections.enumeration(List.of(bytes(start), new Repeated(repeated), bytes(end))));
        }

        private static InputStream bytes(String text) {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** A text again and again, until the size is reached. */
    private static final class Repeated extends InputStream {

        private final byte[] bytes;
        private final long end;
        private long position;

        Repeated(String text) {
            bytes = text.getBytes(StandardCharsets.UTF_8);
            end = SIZE / bytes.length * bytes.length;
        }

        @Override
        public int read() {
            return position == end ? -1 : bytes[(int) (position++ % bytes.length)];
        }
    }
}
