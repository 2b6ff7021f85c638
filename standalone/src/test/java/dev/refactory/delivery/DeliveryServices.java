package dev.refactory.delivery;

import dev.refactory.embedded.EmbeddedKafka;
import dev.refactory.embedded.EmbeddedServices;
import dev.refactory.testkit.Containers;
import dev.refactory.testkit.KafkaContainer;
import dev.refactory.testkit.SharedPostgres;
import java.nio.file.Path;

/// The servers that delivery is tested on: those of `up`, or containers (`-Pcontainers`).
interface DeliveryServices extends AutoCloseable {
    static DeliveryServices start(Path directory) {
        return Containers.wanted() ? new InContainers() : new Embedded(directory);
    }

    String jdbcUrl();

    String user();

    String password();

    String bootstrap();

    void stopKafka();

    /// At the same address, on the same data.
    void startKafkaAgain();

    @Override
    void close();

    /// The servers of `up`.
    final class Embedded implements DeliveryServices {
        private final EmbeddedServices services;
        private EmbeddedKafka kafka;

        Embedded(Path directory) {
            services = EmbeddedServices.start(directory);
            kafka = services.kafka();
        }

        @Override
        public String jdbcUrl() {
            return services.postgres().jdbcUrl();
        }

        @Override
        public String user() {
            return services.postgres().user();
        }

        @Override
        public String password() {
            return services.postgres().password();
        }

        @Override
        public String bootstrap() {
            return kafka.bootstrapServers();
        }

        @Override
        public void stopKafka() {
            kafka.close();
        }

        @Override
        public void startKafkaAgain() {
            kafka = EmbeddedKafka.start(services.directory());
        }

        @Override
        public void close() {
            kafka.close();
            services.close();
        }
    }

    /// Containers of the images that `.env` names.
    final class InContainers implements DeliveryServices {
        private final KafkaContainer kafka = KafkaContainer.start();
        private final SharedPostgres.TestDatabase database = SharedPostgres.newDatabase();

        @Override
        public String jdbcUrl() {
            return database.jdbcUrl();
        }

        @Override
        public String user() {
            return database.user();
        }

        @Override
        public String password() {
            return database.password();
        }

        @Override
        public String bootstrap() {
            return kafka.bootstrapServers();
        }

        @Override
        public void stopKafka() {
            kafka.halt();
        }

        @Override
        public void startKafkaAgain() {
            kafka.startAgain();
        }

        @Override
        public void close() {
            kafka.close();
        }
    }
}
