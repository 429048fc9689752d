package dev.supsync.cli;

import dev.supsync.config.SupsyncSettings;
import dev.supsync.lifecycle.SupersedenceRule;
import dev.supsync.lifecycle.Wait;
import dev.supsync.scope.ScopeSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** Shows what a changed configuration would do. */
@Command(
        name = "preview",
        sortOptions = false,
        description = "Shows what a full synchronization would insert, update and expire, per product and"
                + " classification, and writes nothing. Give it a changed configuration with --config, or try other"
                + " values by the options below: each stands in the place of what the configuration says.")
final class PreviewCommand extends ReadingCommand implements Callable<Integer> {

    @Option(
            names = "--product",
            paramLabel = "TITLE|GUID",
            description = "In place of scope.products: a product, family or company. May be given several times.")
    private List<String> products = new ArrayList<>();

    @Option(
            names = "--classification",
            paramLabel = "TITLE|GUID",
            description = "In place of scope.classifications. May be given several times.")
    private List<String> classifications = new ArrayList<>();

    @Option(
            names = "--feature-updates",
            paramLabel = "WAIT",
            converter = WaitConverter.class,
            description = "In place of supersedence.feature-updates: immediately, never, or months such as P3M.")
    private @Nullable Wait featureUpdates;

    @Option(
            names = "--other-updates",
            paramLabel = "WAIT",
            converter = WaitConverter.class,
            description = "In place of supersedence.other-updates: the same.")
    private @Nullable Wait otherUpdates;

    @Option(names = "--allow-vanished", description = "As of sync full.")
    private boolean allowVanished;

    @Option(names = "--format", paramLabel = "FORMAT", description = "table (default) or json.")
    private SyncRunner.Format format = SyncRunner.Format.TABLE;

    PreviewCommand(Session session) {
        super(session);
    }

    @Override
    public Integer call() {
        SupsyncSettings settings = session().settings();
        ScopeSettings scope = settings.scope();
        SupersedenceRule rule = settings.lifecycle().rule();
        return new PreviewRunner(session(), format, allowVanished)
                .run(
                        site(),
                        new ScopeSettings(
                                products.isEmpty() ? scope.products() : products,
                                classifications.isEmpty() ? scope.classifications() : classifications,
                                scope.languages(),
                                scope.outside()),
                        new SupersedenceRule(
                                featureUpdates == null ? rule.featureUpdates() : featureUpdates,
                                otherUpdates == null ? rule.otherUpdates() : otherUpdates));
    }

    /** Reads a period. */
    static final class WaitConverter implements ITypeConverter<Wait> {
        @Override
        public Wait convert(String value) {
            try {
                return Wait.parse(value);
            } catch (IllegalArgumentException e) {
                throw Values.wrong(value, String.valueOf(e.getMessage()));
            }
        }
    }
}
