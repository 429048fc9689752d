package dev.supsync.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys in files, what they sign, and whom a site trusts. */
class KeysTests {

    private static final byte[] MANIFEST = "{\"format\":\"x\"}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @Test
    void aPairSignsAndVerifies() {
        KeyPairFiles pair = KeyPairFiles.create(folder.resolve("keys"), "export-1");
        SigningKey signing = SigningKey.read(pair.privateFile());
        VerifyKey verify = VerifyKey.read(pair.publicFile());
        assertThat(signing.id()).isEqualTo(verify.id()).isEqualTo(pair.id());
        byte[] signature = signing.sign(MANIFEST);
        assertThat(verify.verifies(MANIFEST, signature)).isTrue();
        byte[] other = MANIFEST.clone();
        other[3] ^= 1;
        assertThat(verify.verifies(other, signature)).isFalse();
        assertThat(verify.verifies(MANIFEST, new byte[3])).isFalse();
    }

    @Test
    void onlyThisAccountReadsThePrivateKey() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
        KeyPairFiles pair = KeyPairFiles.create(folder, "export-1");
        assertThat(Files.getPosixFilePermissions(pair.privateFile()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aFileSystemWithoutRightsIsTold() throws IOException {
        assertThat(KeyPairFiles.create(folder, "export-1").isSecret()).isTrue();
        try (FileSystem zip = FileSystems.newFileSystem(folder.resolve("keys.zip"), Map.of("create", "true"))) {
            KeyPairFiles pair = KeyPairFiles.create(zip.getPath("/keys"), "export-1");
            assertThat(pair.isSecret()).isFalse();
            assertThat(SigningKey.read(pair.privateFile()).id()).isEqualTo(pair.id());
        }
    }

    @Test
    void aKeyIsNeverWrittenOver() throws IOException {
        KeyPairFiles pair = KeyPairFiles.create(folder, "export-1");
        byte[] before = Files.readAllBytes(pair.privateFile());
        refuses(ErrorCode.KEY_UNUSABLE, "is there already", () -> KeyPairFiles.create(folder, "export-1"));
        Files.delete(pair.privateFile());
        refuses(ErrorCode.KEY_UNUSABLE, "export-1.public.pem", () -> KeyPairFiles.create(folder, "export-1"));
        assertThat(pair.privateFile()).doesNotExist();
        assertThat(before).isNotEmpty();
    }

    @Test
    void aKeyThatAnEditorSavedIsReadOrTheEncodingIsNamed() throws IOException {
        KeyPairFiles pair = KeyPairFiles.create(folder, "export-1");
        String pem = Files.readString(pair.publicFile());
        Files.writeString(pair.publicFile(), "\uFEFF" + pem.replace("\n", "\r\n"));
        assertThat(VerifyKey.read(pair.publicFile()).id()).isEqualTo(pair.id());
        Files.write(pair.publicFile(), ("\uFEFF" + pem).getBytes(StandardCharsets.UTF_16LE));
        refuses(ErrorCode.KEY_UNUSABLE, "is UTF-16", () -> VerifyKey.read(pair.publicFile()));
    }

    @Test
    void aNameLeadsNowhereElse() {
        for (String name : List.of("", "../x", "a/b", ".hidden", "a\u0000b", "x".repeat(65))) {
            refuses(ErrorCode.USAGE, "is no name for a key", () -> KeyPairFiles.create(folder, name));
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void otherFilesAreNoKeys() throws IOException {
        Path file = folder.resolve("some.pem");
        refuses(ErrorCode.KEY_UNUSABLE, "does not exist", () -> VerifyKey.read(file));
        Files.writeString(file, "hello");
        refuses(ErrorCode.KEY_UNUSABLE, "no PEM text", () -> VerifyKey.read(file));
        KeyPairFiles pair = KeyPairFiles.create(folder, "export-1");
        refuses(ErrorCode.KEY_UNUSABLE, "a \"PRIVATE KEY\"", () -> VerifyKey.read(pair.privateFile()));
        refuses(ErrorCode.KEY_UNUSABLE, "a \"PUBLIC KEY\"", () -> SigningKey.read(pair.publicFile()));
        Files.writeString(file, PemFile.text("PUBLIC KEY", new byte[20]));
        refuses(ErrorCode.KEY_UNUSABLE, "holds no Ed25519 key", () -> VerifyKey.read(file));
        Files.write(file, new byte[100_000]);
        refuses(ErrorCode.KEY_UNUSABLE, "larger than", () -> VerifyKey.read(file));
    }

    @Test
    void severalKeysAreTrustedAtOnceAndARevokedOneNever() {
        KeyPairFiles old = KeyPairFiles.create(folder, "old");
        KeyPairFiles next = KeyPairFiles.create(folder, "next");
        KeyPairFiles strange = KeyPairFiles.create(folder, "strange");
        Trust both = Trust.of(List.of(old.publicFile(), next.publicFile()), List.of(), true);
        assertThat(judge(both, old)).isEqualTo(old.id());
        assertThat(judge(both, next)).isEqualTo(next.id());
        refuses(ErrorCode.PACKAGE_UNTRUSTED, strange.id().brief(), () -> judge(both, strange));
        refuses(
                ErrorCode.PACKAGE_UNSIGNED,
                "is not signed",
                () -> both.judge("p.cab", MANIFEST, null, new ArrayList<>()));
        Trust rotated = Trust.of(List.of(old.publicFile(), next.publicFile()), List.of(old.publicFile()), false);
        refuses(ErrorCode.PACKAGE_REVOKED, "old.public.pem", () -> judge(rotated, old));
        assertThat(judge(rotated, next)).isEqualTo(next.id());
    }

    @Test
    void aChangedManifestIsAForgery() {
        KeyPairFiles pair = KeyPairFiles.create(folder, "export-1");
        ManifestSignature signature = ManifestSignature.of(SigningKey.read(pair.privateFile()), MANIFEST);
        byte[] changed = MANIFEST.clone();
        changed[0] = ' ';
        Trust trust = Trust.of(List.of(pair.publicFile()), List.of(), false);
        refuses(
                ErrorCode.PACKAGE_FORGED,
                "does not fit the manifest",
                () -> trust.judge("p.cab", changed, signature, new ArrayList<>()));
    }

    @Test
    void anUnknownKeyIsNotedWhereNoneIsDemanded() {
        KeyPairFiles strange = KeyPairFiles.create(folder, "strange");
        ManifestSignature signature = ManifestSignature.of(SigningKey.read(strange.privateFile()), MANIFEST);
        List<String> notes = new ArrayList<>();
        assertThat(Trust.of(List.of(), List.of(), false).judge("p.cab", MANIFEST, signature, notes))
                .isEmpty();
        assertThat(notes).singleElement().asString().contains("proves nothing");
    }

    @Test
    void aSignatureFileHasOneFormOnly() {
        KeyPairFiles pair = KeyPairFiles.create(folder, "export-1");
        ManifestSignature signature = ManifestSignature.of(SigningKey.read(pair.privateFile()), MANIFEST);
        byte[] bytes = signature.bytes();
        assertThat(ManifestSignature.parse(bytes)).get().satisfies(s -> {
            assertThat(s.key()).isEqualTo(pair.id());
            assertThat(s.signature()).isEqualTo(signature.signature());
        });
        assertThat(bytes.length).isLessThan(ManifestSignature.LARGEST);
        for (int length = 0; length < bytes.length; length++) {
            assertThat(ManifestSignature.parse(java.util.Arrays.copyOf(bytes, length)))
                    .isEmpty();
        }
    }

    @Test
    void opensslReadsTheKeys() throws IOException, InterruptedException {
        assumeTrue(isInstalled("openssl"), "openssl is not installed");
        KeyPairFiles pair = KeyPairFiles.create(folder, "export-1");
        assertThat(run("openssl", "pkey", "-in", pair.privateFile().toString(), "-noout", "-text"))
                .containsIgnoringCase("ED25519 Private-Key");
        Path der = folder.resolve("public.der");
        run(
                "openssl",
                "pkey",
                "-pubin",
                "-in",
                pair.publicFile().toString(),
                "-outform",
                "DER",
                "-out",
                der.toString());
        assertThat(Sha256.hex(Files.readAllBytes(der))).isEqualTo(pair.id().value());
    }

    private static boolean isInstalled(String tool) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(tool, "version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(2, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }

    private static KeyId judge(Trust trust, KeyPairFiles pair) {
        ManifestSignature signature = ManifestSignature.of(SigningKey.read(pair.privateFile()), MANIFEST);
        return trust.judge("p.cab", MANIFEST, signature, new ArrayList<>()).orElseThrow();
    }

    private static void refuses(
            ErrorCode code, String words, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).asInstanceOf(type(SupsyncException.class)).satisfies(e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.getMessage()).contains(words);
            assertThat(e.remedy()).isNotEmpty();
        });
    }
}
