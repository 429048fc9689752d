package dev.supsync.metadata;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One {@code WindowsDriverMetaData}: a hardware ID that a driver serves. A driver update usually has several.
 *
 * @param hardwareId for example {@code USB\VID_8087&PID_0A2B}
 * @param driverDate null when not given
 * @param version null when not given
 * @param driverClass null when not given; so are the others
 */
public record DriverMetadata(
        String hardwareId,
        @Nullable LocalDate driverDate,
        @Nullable String version,
        @Nullable String driverClass,
        @Nullable String company,
        @Nullable String provider,
        @Nullable String manufacturer,
        @Nullable String model,
        @Nullable String whqlDriverId) {}
