package dev.supsync.metadata;

import static dev.supsync.metadata.UpdateXmlSnippets.IDENTITY;
import static dev.supsync.metadata.UpdateXmlSnippets.PROPERTIES;
import static dev.supsync.metadata.UpdateXmlSnippets.document;
import static dev.supsync.metadata.UpdateXmlSnippets.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supsync.testing.Seeds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes in, a {@link MetadataException} comes out: no other exception, and soon. */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileXmlTests {

    private static final String RULES = "<ApplicabilityRules><IsInstalled>%s</IsInstalled></ApplicabilityRules>";

    /** Java's word: no part of a name that a test has damaged, and not the null character that Woodstox reports. */
    private static final Pattern NULL = Pattern.compile("\\bnull\\b(?! character)");

    private final UpdateXmlParser parser = new UpdateXmlParser();

    @Test
    void aBillionLaughs() {
        StringBuilder entities = new StringBuilder("<!DOCTYPE Update [<!ENTITY a0 'ha'>");
        for (int i = 1; i < 30; i++) {
            entities.append("<!ENTITY a" + i + " '&a" + (i - 1) + ";&a" + (i - 1) + ";'>");
        }
        fails(entities + "]>"
                        + document(IDENTITY + PROPERTIES.replace("/>", "><SupportUrl>&a29;</SupportUrl></Properties>")))
                .hasMessageContaining("DTDs are refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE Update>",
                "<!DOCTYPE Update SYSTEM 'file:///etc/passwd'>",
                "<!DOCTYPE Update PUBLIC '-//x//y' 'http://127.0.0.1:9/x.dtd'>",
                "<?xml version='1.0'?><!DOCTYPE Update [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
                "<!DOCTYPE Update [<!ENTITY % x SYSTEM 'http://127.0.0.1:9/x'> %x;]>"
            })
    void documentTypes(String doctype) {
        fails(doctype + document(IDENTITY + PROPERTIES))
                .hasMessageContaining("the document has a DOCTYPE; DTDs are refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<Title>&x;</Title>", "<IsInstalled a='&x;'/>", "<a>&#0;</a>", "<a>&#xD800;</a>", "<a>&x</a>"})
    void entitiesThatNobodyDeclared(String inner) {
        fails(document(IDENTITY + PROPERTIES + "<ApplicabilityRules>" + inner + "</ApplicabilityRules>"))
                .hasMessageContaining("the XML cannot be read: ")
                .hasMessageContaining("(line 2, column ");
    }

    @Test
    void deepNesting() {
        fails(document(IDENTITY + PROPERTIES + RULES.formatted("<a>".repeat(1_000_000))))
                .hasMessageContaining("Depth limit (256)");
        fails(document("<Update>".repeat(100_000))).hasMessageContaining("Depth limit (256)");
    }

    @Test
    void depthThatRealRulesHave() throws Exception {
        String rules = RULES.formatted("<a>".repeat(250) + "</a>".repeat(250));
        assertThat(parser.parse(stream(document(IDENTITY + PROPERTIES + rules))).drivers())
                .isEmpty();
    }

    @Test
    void hugeAttributes() {
        String huge = "x".repeat((1 << 20) + 10_000);
        fails(document(IDENTITY.replace("/>", " x='" + huge + "'/>") + PROPERTIES))
                .hasMessageContaining("attribute size limit");
        fails(document(IDENTITY + PROPERTIES + RULES.formatted("<a b='" + huge + "'/>")))
                .hasMessageContaining("attribute size limit");
    }

    @Test
    void hostsOfAttributes() {
        StringBuilder many = new StringBuilder("<a");
        for (int i = 0; i < 10_000; i++) {
            many.append(" a" + i + "=''");
        }
        fails(document(IDENTITY + PROPERTIES + RULES.formatted(many + "/>"))).hasMessageContaining("limit (256)");
    }

    @Test
    void hugeTexts() {
        String huge = "x".repeat((1 << 20) + 1);
        String text = "<LocalizedPropertiesCollection><LocalizedProperties><Language>en</Language><Title>%s</Title>"
                + "</LocalizedProperties></LocalizedPropertiesCollection>";
        for (String title : new String[] {huge, "<![CDATA[" + huge + "]]>", "ab<!-- c -->".repeat(600_000)}) {
            fails(document(IDENTITY + PROPERTIES + text.formatted(title)))
                    .hasMessageStartingWith("Title is longer than 1048576 characters (line 2, column ");
        }
    }

    @Test
    void hugeTextsThatAreSkippedDoNotMatter() throws Exception {
        String huge = "x".repeat(5 << 20);
        String rules = RULES.formatted(huge + "<![CDATA[" + huge + "]]><!--" + huge + "-->");
        assertThat(parser.parse(stream(document(IDENTITY + PROPERTIES + rules))).drivers())
                .isEmpty();
    }

    @Test
    void hostsOfElements() {
        String many = "<New/>".repeat(300_000);
        fails(document(IDENTITY + PROPERTIES + "<Files>" + many + "</Files>"))
                .hasMessageContaining("more than 200000 elements outside its rules");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x",
                "<",
                "<Update/>",
                "<Update xmlns='http://schemas.microsoft.com/msus/2002/12/update'/>",
                "<u:Update xmlns='http://schemas.microsoft.com/msus/2002/12/Update' xmlns:u='urn:u'/>",
                "<upd:Update/>",
                "<Other xmlns='http://schemas.microsoft.com/msus/2002/12/Update'/>",
                "<?xml version='3.0'?><Update xmlns='http://schemas.microsoft.com/msus/2002/12/Update'/>"
            })
    void otherDocuments(String xml) {
        fails(xml);
    }

    @Test
    void theRootMustBeOfTheRightNamespace() {
        fails("<Update xmlns='urn:other'/>")
                .hasMessage("the root element is \"Update\" of the namespace \"urn:other\", expected Update of the"
                        + " namespace http://schemas.microsoft.com/msus/2002/12/Update (line 1, column 1)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "<a/>", "<Update/>", "</Update>", "]]>", "&amp;", "\0", "<!DOCTYPE a>"})
    void somethingBehindTheRoot(String garbage) {
        fails(document(IDENTITY + PROPERTIES) + garbage);
    }

    @Test
    void elementsThatCross() {
        fails(document(IDENTITY + PROPERTIES + RULES.formatted("<a><b></a></b>")));
        fails(document(IDENTITY + PROPERTIES + RULES.formatted("<x:a/>")));
        fails(document(IDENTITY + PROPERTIES + RULES.formatted("<a b='1' b='2'/>")));
    }

    @Test
    void bytesThatAreNotUtf8() {
        byte[] bytes = document(IDENTITY + PROPERTIES + RULES.formatted("~~")).getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '~' ? (byte) 0xC3 : bytes[i];
        }
        assertThatThrownBy(() -> parser.parse(new ByteArrayInputStream(bytes)))
                .isInstanceOf(MetadataException.class)
                .hasMessageContaining("Invalid UTF-8");
        byte[] utf16 = document(IDENTITY + PROPERTIES).getBytes(StandardCharsets.UTF_16);
        assertThatThrownBy(() -> parser.parse(new ByteArrayInputStream(utf16))).isInstanceOf(MetadataException.class);
    }

    @Test
    void aSourceThatBreaks() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }
        };
        byte[] start = "<Update".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> parser.parse(new SequenceInputStream(new ByteArrayInputStream(start), broken)))
                .isInstanceOf(MetadataException.class)
                .hasMessageContaining("the disk is gone");
    }

    @Test
    void truncatedAtEachByte() {
        Seeds.each(30, seed -> {
            String xml = small(seed);
            byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
            for (int length = 0; length < bytes.length; length++) {
                byte[] part = Arrays.copyOf(bytes, length);
                if (isReadable(() -> parser.parse(new ByteArrayInputStream(part)))) {
                    throw new AssertionError("readable with " + length + " of " + bytes.length + " bytes: " + xml);
                }
            }
            for (int length = 0; length < xml.length(); length++) {
                String part = xml.substring(0, length);
                if (isReadable(() -> parser.parse(new StringReader(part)))) {
                    throw new AssertionError("readable with " + length + " characters: " + xml);
                }
            }
        });
    }

    @Test
    void withBytesChangedAtRandom() {
        Seeds.each(100, seed -> {
            Random random = new Random(seed);
            int readable = 0;
            for (int document = 0; document < 7; document++) {
                byte[] original = small(7 * seed + document).getBytes(StandardCharsets.UTF_8);
                for (int i = 0; i < 1_000; i++) {
                    readable +=
                            isReadable(() -> parser.parse(new ByteArrayInputStream(changed(original, random)))) ? 1 : 0;
                }
            }
            assertThat(readable).isBetween(175, 6_825);
        });
    }

    private static byte[] changed(byte[] original, Random random) {
        byte[] bytes = original.clone();
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(bytes.length);
            bytes[at] = random.nextBoolean() ? bytes[random.nextInt(bytes.length)] : (byte) random.nextInt(256);
        }
        return bytes;
    }

    /** False where it ends with a message for a person; any other exception fails the test. */
    private static boolean isReadable(Parsing parsing) {
        try {
            parsing.parse();
            return true;
        } catch (MetadataException e) {
            if (e.getMessage().isBlank() || NULL.matcher(e.getMessage()).find()) {
                throw new AssertionError("no message for a person: " + e.getMessage(), e);
            }
            return false;
        }
    }

    /** Reads a document in one of the ways there are. */
    private interface Parsing {
        UpdateRevision parse() throws MetadataException;
    }

    /** A document with every part, but without long texts. */
    private static String small(long seed) {
        RandomRevisions revisions = new RandomRevisions(seed);
        String xml = new UpdateXmlWriter().withRules(100).write(revisions.next());
        while (xml.length() > 4000) {
            xml = new UpdateXmlWriter().withRules(100).write(revisions.next());
        }
        return xml;
    }

    private AbstractThrowableAssert<?, ? extends Throwable> fails(String xml) {
        assertThatThrownBy(() -> parser.parse(stream(xml))).isInstanceOf(MetadataException.class);
        return assertThatThrownBy(() -> parser.parse(new StringReader(xml))).isInstanceOf(MetadataException.class);
    }
}
