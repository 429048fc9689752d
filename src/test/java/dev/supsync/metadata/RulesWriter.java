package dev.supsync.metadata;

import java.util.List;

/** Writes the element {@code ApplicabilityRules}: rules that nobody evaluates, and what is known of drivers. */
final class RulesWriter {

    private static final String LOGICAL = "http://schemas.microsoft.com/msus/2002/12/LogicalApplicabilityRules";
    private static final String BASE = "http://schemas.microsoft.com/msus/2002/12/BaseApplicabilityRules";

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
        int end = xml.length() + length;
        xml.start("IsInstalled").start("lar", "Or", LOGICAL);
        for (int i = 0; xml.length() < end; i++) {
            xml.start("lar", "And", LOGICAL);
            xml.empty("bar", "RegDword", BASE)
                    .attribute("Key", "HKEY_LOCAL_MACHINE")
                    .attribute("Subkey", "SOFTWARE\\Contoso\\Component " + i)
                    .attribute("Value", "Build")
                    .attribute("Comparison", "GreaterThanOrEqualTo")
                    .attribute("Data", i);
            xml.end();
        }
        xml.end().end();
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
