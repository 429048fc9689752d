package dev.supsync.config;

import dev.supsync.error.TextFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a password: itself, or the file that holds it. */
final class PasswordReader {

    /** A larger file is no password. */
    private static final int LARGEST = 64 * 1024;

    private static final String PASSWORD = "password";
    private static final String PASSWORD_FILE = "password-file";

    private final Section section;
    private final Path folder;

    PasswordReader(Section section) {
        this.section = section;
        this.folder = section.reading().folder();
    }

    /** The environment's word counts before the file's, whichever of the two keys it sets. */
    Secret read() {
        Optional<Value> password = section.value(PASSWORD);
        Optional<Value> file = section.value(PASSWORD_FILE);
        if (password.isPresent() && file.isPresent()) {
            if (password.get().fromEnvironment() == file.get().fromEnvironment()) {
                section.mistake(
                        file.get(),
                        "password and password-file are both given (password at "
                                + password.get().place() + "); keep one");
                return Secret.EMPTY;
            }
            return password.get().fromEnvironment() ? new Secret(password.get().text()) : content(file.get());
        }
        return password.map(value -> new Secret(value.text()))
                .orElseGet(() -> file.map(this::content).orElse(Secret.EMPTY));
    }

    private Secret content(Value value) {
        try {
            Path path = Locations.path(folder).convert(value.text());
            return new Secret(withoutLineEnd(TextFile.read(path, LARGEST)));
        } catch (IllegalArgumentException e) {
            section.mistake(value, "found " + value.shown() + ", expected " + e.getMessage());
        } catch (NoSuchFileException e) {
            section.mistake(value, "there is no such file: " + e.getFile());
        } catch (AccessDeniedException e) {
            section.mistake(value, "the file " + value.shown() + " may not be read: permission denied");
        } catch (TextFile.NotUtf8Exception | TextFile.TooLargeException e) {
            section.mistake(value, "the file " + value.shown() + ": " + e.getMessage());
        } catch (IOException e) {
            section.mistake(value, "the file " + value.shown() + " cannot be read: " + e);
        }
        return Secret.EMPTY;
    }

    private static String withoutLineEnd(String text) {
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
