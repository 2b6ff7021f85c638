package dev.refactory.chaos;

import dev.refactory.embedded.EmbeddedServices;
import dev.refactory.kit.config.ConfigKey;
import dev.refactory.kit.config.ConfigKeys;
import dev.refactory.kit.jdbc.Database;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/// A whole house on this machine: Postgres, Kafka, and every role as a process of its own, each with a proxy of its
/// own before Postgres. Used by one thread.
final class Site implements AutoCloseable {
    /// Connections of this name are not those of the house.
    static final String OURSELVES = "chaos";
    static final String API = "api-1";
    static final String SECOND_API = "api-2";
    static final String INDEXER = "indexer-1";
    static final String SECOND_INDEXER = "indexer-2";
    static final String WORKER = "worker-1";
    static final String SECOND_WORKER = "worker-2";
    static final String ACCELERATOR = "accelerator-1";
    static final String SECOND_ACCELERATOR = "accelerator-2";

    private static final List<String> USUAL = List.of(API, INDEXER, WORKER, SECOND_WORKER, ACCELERATOR);
    private static final List<String> ALL =
            List.of(API, SECOND_API, INDEXER, SECOND_INDEXER, WORKER, SECOND_WORKER, ACCELERATOR, SECOND_ACCELERATOR);
    private static final Duration MIGRATED = Duration.ofSeconds(60);
    private static final String CHILD_HEAP_MIB = "256";

    private final Path folder;
    private final Duration lease;
    private final EmbeddedServices services;
    private final Database database;
    private final Map<String, Integer> clusterPorts = new LinkedHashMap<>();
    private final Map<String, Member> members = new ConcurrentSkipListMap<>();
    private final Subject subject;
    /// Whoever is told to end takes all processes with it.
    private final Thread interrupted = new Thread(this::kill, "interrupted");

    /// A role in its process. The process changes, its name and its proxy stay.
    static final class Member {
        private final String name;
        private final TcpProxy postgres;
        private RoleProcess process;
        private boolean frozen;

        private Member(String name, TcpProxy postgres, RoleProcess process) {
            this.name = name;
            this.postgres = postgres;
            this.process = process;
        }

        String name() {
            return name;
        }

        RoleProcess process() {
            return process;
        }

        /// Between it and Postgres.
        TcpProxy postgres() {
            return postgres;
        }

        void freeze() throws Exception {
            process.freeze();
            frozen = true;
        }

        void thaw() throws Exception {
            if (frozen) {
                frozen = false;
                process.thaw();
            }
        }

        URI url() throws Exception {
            return URI.create("http://127.0.0.1:" + process.port());
        }
    }

    private Site(Path folder, Duration lease) throws IOException {
        this.folder = folder;
        this.lease = lease;
        this.subject = Subject.in(folder.resolve("subject"));
        this.services = EmbeddedServices.start(folder.resolve("services"));
        var postgres = services.postgres();
        this.database = Database.open(
                postgres.jdbcUrl() + "?ApplicationName=" + OURSELVES, postgres.user(), postgres.password(), 4);
        List<Integer> ports = RoleProcess.freePorts(ALL.size());
        for (int i = 0; i < ALL.size(); i++) {
            clusterPorts.put(ALL.get(i), ports.get(i));
        }
    }

    /// Starts everything below an empty folder, and comes back once every role is up.
    /// @param said is told what is being done
    static Site start(Path folder, Duration lease, Consumer<String> said) throws Exception {
        said.accept("starting Postgres and Kafka");
        Site site = new Site(folder, lease);
        Runtime.getRuntime().addShutdownHook(site.interrupted);
        try {
            try (TcpProxy proxy = TcpProxy.to(site.services.postgres().port());
                    RoleProcess migrate = site.launch("migrate", proxy)) {
                if (migrate.exitCode(MIGRATED) != 0) {
                    throw new IllegalStateException(migrate.log());
                }
            }
            for (String name : USUAL) {
                site.add(name);
            }
            for (Member member : site.members.values()) {
                said.accept("starting " + member.name());
                member.process().port();
            }
            return site;
        } catch (Exception | Error e) {
            site.close();
            throw e;
        }
    }

    Subject subject() {
        return subject;
    }

    Duration lease() {
        return lease;
    }

    EmbeddedServices services() {
        return services;
    }

    /// Not through a proxy.
    Database database() {
        return database;
    }

    Collection<Member> members() {
        return List.copyOf(members.values());
    }

    /// The member of this name, started when there is none yet.
    Member member(String name) throws Exception {
        Member known = members.get(name);
        Member member = known == null ? add(name) : known;
        member.process().port();
        return member;
    }

    /// @param worker as an attempt names whoever ran it
    Member of(String worker) {
        return members.values().stream()
                .filter(member -> member.process().isWorker(worker))
                .findAny()
                .orElseThrow(() -> new IllegalStateException("No living process is " + worker));
    }

    /// A new process for a member whose old one is gone; comes back once it is up.
    void restart(Member member) throws Exception {
        member.process.close();
        member.frozen = false;
        member.process = launch(member.name, member.postgres);
        member.process.port();
    }

    /// Ends every fault: proxies pass, frozen processes go on, dead ones are started again.
    void heal() throws Exception {
        for (Member member : members.values()) {
            member.postgres.heal();
            member.thaw();
        }
        for (Member member : members.values()) {
            if (!member.process.alive()) {
                restart(member);
            }
        }
    }

    String logs() {
        StringBuilder logs = new StringBuilder();
        members.values().forEach(member -> logs.append(member.process.log()).append('\n'));
        return logs.toString();
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(interrupted);
        } catch (IllegalStateException e) {
            return;
        }
        kill();
        members.values().forEach(member -> member.postgres.close());
        database.close();
    }

    private void kill() {
        for (Member member : members.values()) {
            member.process.close();
        }
        services.close();
    }

    private Member add(String name) throws IOException {
        TcpProxy proxy = TcpProxy.to(services.postgres().port());
        Member member = new Member(name, proxy, launch(name, proxy));
        members.put(name, member);
        return member;
    }

    private RoleProcess launch(String name, TcpProxy proxy) throws IOException {
        var postgres = services.postgres();
        Map<ConfigKey<?>, Object> settings = new LinkedHashMap<>();
        settings.put(ConfigKeys.DATA_DIR, folder.resolve(name));
        settings.put(ConfigKeys.PORT, 0);
        settings.put(
                ConfigKeys.POSTGRES_URL,
                postgres.jdbcUrl().replace(":" + postgres.port() + "/", ":" + proxy.port() + "/"));
        settings.put(ConfigKeys.POSTGRES_USER, postgres.user());
        settings.put(ConfigKeys.POSTGRES_PASSWORD, postgres.password());
        settings.put(ConfigKeys.KAFKA_BOOTSTRAP, services.kafka().bootstrapServers());
        settings.put(ConfigKeys.CLUSTER_NAME, "chaos");
        settings.put(ConfigKeys.CLUSTER_PORT, clusterPorts.getOrDefault(name, 0));
        settings.put(ConfigKeys.ALLOW_PATH, folder);
        settings.put(ConfigKeys.LEASE_SECONDS, lease.toSeconds());
        settings.put(ConfigKeys.INDEXER_CHILD_HEAP, CHILD_HEAP_MIB);
        settings.put(
                ConfigKeys.CLUSTER_MEMBERS,
                String.join(
                        ",",
                        clusterPorts.values().stream()
                                .map(port -> "127.0.0.1:" + port)
                                .toList()));
        return RoleProcess.start(folder, name, name.replaceAll("-[0-9]+$", ""), settings);
    }
}
