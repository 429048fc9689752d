package dev.supsync.cli;

import dev.supsync.error.PlatformLocale;
import dev.supsync.error.Printable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the values of options and operands; of a wrong one it says in a person's words what is expected. */
final class Values {

    private Values() {}

    /** Teaches them to a command and all below it. */
    static void register(CommandLine line) {
        line.registerConverter(Path.class, Values::path);
        line.registerConverter(SyncRunner.Format.class, choice(SyncRunner.Format.class));
        line.registerConverter(UpdatesCommand.Format.class, choice(UpdatesCommand.Format.class));
    }

    /** How many rows are listed. */
    static final class Rows implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return (int) number(value, 1, 100_000);
        }
    }

    /** The number of a run. */
    static final class RunNumber implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            return number(value, 1, Long.MAX_VALUE);
        }
    }

    private static long number(String value, long least, long most) {
        String range = most == Long.MAX_VALUE ? " from " + least : " from " + least + " to " + Text.count(most);
        try {
            long number = Long.parseLong(value.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrong(value, "a whole number" + range);
        }
        throw wrong(value, "a whole number" + range);
    }

    private static Path path(String value) {
        PlatformLocale.obstacle(value).ifPresent(expected -> {
            throw wrong(value, expected);
        });
        return Path.of(value);
    }

    private static <E extends Enum<E>> ITypeConverter<E> choice(Class<E> type) {
        return value -> {
            for (E constant : type.getEnumConstants()) {
                if (constant.name().equalsIgnoreCase(value.strip())) {
                    return constant;
                }
            }
            throw wrong(
                    value,
                    Arrays.stream(type.getEnumConstants())
                            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(" or ")));
        };
    }

    /** The error of a wrong value. */
    static TypeConversionException wrong(String value, String expected) {
        return new TypeConversionException("found " + Printable.quoted(value) + ", expected " + expected);
    }
}
