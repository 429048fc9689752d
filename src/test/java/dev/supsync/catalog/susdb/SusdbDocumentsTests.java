package dev.supsync.catalog.susdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supsync.catalog.Canonical;
import dev.supsync.catalog.CatalogContract;
import dev.supsync.catalog.CatalogRecord.RawRevision;
import dev.supsync.catalog.SampleRevisions;
import dev.supsync.metadata.MetadataException;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.metadata.UpdateXmlWriter;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The documents of tbXml in all the forms in which WSUS stores them, and what becomes of broken ones. */
class SusdbDocumentsTests {

    private static final UpdateRevision UPDATE = FullRevision.update(List.of("5066835", "5066836"));
    private static final UpdateXmlWriter WRITER = new UpdateXmlWriter();

    @Test
    void readsPlainEscapedAndCompressedDocumentsAlike() throws Exception {
        String plain = WRITER.write(UPDATE);
        String escaped = plain.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
        String large = WRITER.withRules(300_000).write(UPDATE);
        assertThat(read(plain, null)).isEqualTo(Canonical.of(UPDATE));
        assertThat(read(escaped, null)).isEqualTo(Canonical.of(UPDATE));
        assertThat(read("", XmlRows.cabinet(plain))).isEqualTo(Canonical.of(UPDATE));
        assertThat(read("not looked at", XmlRows.cabinet(large))).isEqualTo(Canonical.of(UPDATE));
        assertThat(read(large, null)).as("plain and fetched alone").isEqualTo(Canonical.of(UPDATE));
    }

    @Test
    void doesWithTheTablesAloneWhereThereIsNoDocument() throws Exception {
        try (SusdbDatabase database = SusdbDatabase.of(List.of(UPDATE));
                SusdbCatalog catalog = database.open()) {
            database.execute("DELETE FROM dbo.tbXml");
            RawRevision raw = one(catalog);
            UpdateRevision read = raw.parse();
            assertThat(read.properties().kbArticles()).containsExactly("5066835");
            assertThat(read.properties().cveIds()).isEmpty();
            assertThat(Canonical.of(read).relations())
                    .isEqualTo(Canonical.of(UPDATE).relations());
            assertThat(Canonical.of(read).files())
                    .isEqualTo(Canonical.of(UPDATE).files());
            assertThat(raw.text(20)).hasSize(20);
        }
    }

    @Test
    void sendsBrokenDocumentsToQuarantine() throws Exception {
        byte[] cabinet = XmlRows.cabinet(WRITER.withRules(20_000).write(UPDATE));
        byte[] broken = cabinet.clone();
        broken[broken.length / 2] ^= 0x55;
        assertThatThrownBy(() -> read("", broken)).satisfies(SusdbDocumentsTests::namesTheRevision);
        assertThatThrownBy(() -> read("", new byte[] {'M', 'S', 'C', 'F', 0}))
                .satisfies(SusdbDocumentsTests::namesTheRevision)
                .hasMessageContaining("cabinet");
        assertThatThrownBy(() -> read("<upd:Update", null)).satisfies(SusdbDocumentsTests::namesTheRevision);
        UpdateRevision other = SampleRevisions.withNumber(UPDATE, 3);
        assertThatThrownBy(() -> read(WRITER.write(other), null))
                .satisfies(SusdbDocumentsTests::namesTheRevision)
                .hasMessageEndingWith("its document is that of update " + other.key());
    }

    @Test
    void refusesDocumentsThatAreTooLarge() throws Exception {
        String large = WRITER.withRules((int) SusdbDatabase.DOCUMENT_SIZE + 1).write(UPDATE);
        assertThatThrownBy(() -> read(large, null))
                .satisfies(SusdbDocumentsTests::namesTheRevision)
                .hasMessageEndingWith("the document is " + large.length() + " characters long, at most "
                        + SusdbDatabase.DOCUMENT_SIZE + " are read");
        assertThatThrownBy(() -> read("", XmlRows.cabinet(large)))
                .satisfies(SusdbDocumentsTests::namesTheRevision)
                .hasMessageContaining("the cabinet of the document cannot be read");
    }

    @Test
    void givesTheTextForTheQuarantine() throws Exception {
        String xml = WRITER.write(UPDATE);
        try (SusdbDatabase database = SusdbDatabase.of(List.of(UPDATE));
                SusdbCatalog catalog = database.open()) {
            store(database, "", XmlRows.cabinet(xml));
            assertThat(one(catalog).text(1_000_000)).isEqualTo(xml);
            for (int bytes = 0; bytes < 300; bytes++) {
                String text = one(catalog).text(bytes);
                assertThat(xml).startsWith(text);
                assertThat(text.getBytes(StandardCharsets.UTF_8).length).isBetween(bytes - 3, bytes);
            }
        }
    }

    private static void namesTheRevision(Throwable e) {
        assertThat(e)
                .isInstanceOf(MetadataException.class)
                .hasMessageStartingWith("update " + UPDATE.key() + " (RevisionID 1): ");
    }

    private static UpdateRevision read(String plain, byte @Nullable [] compressed) throws Exception {
        try (SusdbDatabase database = SusdbDatabase.of(List.of(UPDATE));
                SusdbCatalog catalog = database.open()) {
            store(database, plain, compressed);
            return Canonical.of(one(catalog).parse());
        }
    }

    private static void store(SusdbDatabase database, String plain, byte @Nullable [] compressed) throws SQLException {
        try (PreparedStatement update = database.connection.prepareStatement(
                "UPDATE dbo.tbXml SET RootElementXml = ?, RootElementXmlCompressed = ?")) {
            update.setString(1, plain);
            update.setBytes(2, compressed);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    private static RawRevision one(SusdbCatalog catalog) {
        return CatalogContract.raws(catalog.lookup(List.of(UPDATE.id()))).get(0);
    }
}
