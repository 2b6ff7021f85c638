package dev.refactory.migrations;

import dev.refactory.migrations.SchemaException.Reason;
import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfoService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings a database to the schema of this version: the scripts `V…__….sql`, in order, each in one transaction. Several
/// processes may start this at the same time; one works, the others wait.
public final class Migrations {
    private static final Logger log = LoggerFactory.getLogger(Migrations.class);
    private static final String LOCATION = "classpath:db/migration";

    private Migrations() {}

    /// Applies what is missing.
    /// @param user needs to own the database or may create tables in its schema `public`
    /// @return the version the database now has, from 1
    /// @throws SchemaException when the database is newer, foreign or changed; then nothing was touched
    public static int migrate(String jdbcUrl, String user, String password) {
        Flyway flyway = flyway(jdbcUrl, user, password);
        try {
            refuseNewer(flyway.info());
            var result = flyway.migrate();
            int version = applied(flyway.info());
            log.info("schema migrated version={} applied={}", version, result.migrationsExecuted);
            return version;
        } catch (FlywayException e) {
            throw typed(e);
        }
    }

    private static Flyway flyway(String jdbcUrl, String user, String password) {
        return Flyway.configure()
                .dataSource(jdbcUrl, user, password)
                .locations(LOCATION)
                .validateMigrationNaming(true)
                .failOnMissingLocations(true)
                .cleanDisabled(true)
                .load();
    }

    private static void refuseNewer(MigrationInfoService info) {
        int applied = applied(info);
        int known = newestKnown(info);
        if (applied > known) {
            throw new SchemaException(
                    Reason.NEWER,
                    "The database has schema version " + applied + ", this version of Refactory knows " + known
                            + ": use a version at least as new as the one that ran last, or another database.");
        }
    }

    private static int applied(MigrationInfoService info) {
        return Arrays.stream(info.applied())
                .filter(migration -> migration.getVersion() != null)
                .mapToInt(migration -> migration.getVersion().getMajor().intValue())
                .max()
                .orElse(0);
    }

    private static int newestKnown(MigrationInfoService info) {
        return Arrays.stream(info.all())
                .filter(migration -> migration.getState().isResolved() && migration.getVersion() != null)
                .mapToInt(migration -> migration.getVersion().getMajor().intValue())
                .max()
                .orElse(0);
    }

    private static SchemaException typed(FlywayException e) {
        if (e.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE) {
            return new SchemaException(
                    Reason.FOREIGN,
                    "The database holds tables that are not Refactory's: give it an empty database of its own.",
                    e);
        }
        if (e.getErrorCode() == CoreErrorCode.DB_CONNECTION) {
            return new SchemaException(
                    Reason.UNREACHABLE,
                    "Postgres does not answer, or refuses the user: check the URL, the user and the password.",
                    e);
        }
        return new SchemaException(
                Reason.CHANGED,
                "The schema does not match its history (" + e.getMessage()
                        + "): restore the database from a backup, or give an empty one.",
                e);
    }
}
