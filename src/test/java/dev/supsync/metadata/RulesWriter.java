package dev.supsync.metadata;

import java.util.List;
import java.util.stream.IntStream;

/** Writes the element {@code ApplicabilityRules}: rules that nobody evaluates, and what is known of drivers. */
final class RulesWriter {

    private static final String LOGICAL = "http://schemas.microsoft.com/msus/2002/12/LogicalApplicabilityRules";
    private static final String BASE = "http://schemas.microsoft.com/msus/2002/12/BaseApplicabilityRules";

    /** Written before: most of a large catalog is rules. */
    private static final String[] RULES =
            IntStream.range(0, 200).mapToObj(RulesWriter::rule).toArray(String[]::new);

    private final XmlSink xml;

    RulesWriter(XmlSink xml) {
        this.xml = xml;
    }

    void write(int length, List<DriverMetadata> drivers) {
        if (length <= 0 && drivers.isEmpty()) {
            return;
        }
        xml.start("ApplicabilityRules");
        rules(length);
        if (!drivers.isEmpty()) {
            xml.start("Metadata");
            drivers.forEach(this::driver);
            xml.end();
        }
        xml.end();
    }

    private void rules(int length) {
        xml.start("IsInstalled").start("lar", "Or", LOGICAL);
        int written = 0;
        for (int i = 0; written < length; i++) {
            String rule = i < RULES.length ? RULES[i] : rule(i);
            xml.raw(rule);
            written += rule.length();
        }
        xml.end().end();
    }

    private static String rule(int number) {
        return "<lar:And xmlns:lar=\"" + LOGICAL + "\"><bar:RegDword xmlns:bar=\"" + BASE
                + "\" Key=\"HKEY_LOCAL_MACHINE\" Subkey=\"SOFTWARE\\Contoso\\Component " + number
                + "\" Value=\"Build\" Comparison=\"GreaterThanOrEqualTo\" Data=\"" + number + "\" /></lar:And>";
    }

    private void driver(DriverMetadata driver) {
        xml.start("drv", "WindowsDriverMetaData", DriverReader.WINDOWS_DRIVER)
                .attribute("HardwareID", driver.hardwareId())
                .attribute("DriverVerDate", driver.driverDate())
                .attribute("DriverVerVersion", driver.version())
                .attribute("WhqlDriverID", driver.whqlDriverId())
                .attribute("Class", driver.driverClass())
                .attribute("Company", driver.company())
                .attribute("Provider", driver.provider())
                .attribute("Manufacturer", driver.manufacturer())
                .attribute("Model", driver.model())
                .empty("drv", "FeatureScore", DriverReader.WINDOWS_DRIVER)
                .attribute("FeatureScore", "FF")
                .attribute("OperatingSystem", "amd64.10.0")
                .end();
    }
}
