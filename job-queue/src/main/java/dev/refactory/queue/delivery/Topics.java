package dev.refactory.queue.delivery;

import dev.refactory.queue.job.Role;
import dev.refactory.queue.job.Tier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where tasks are announced: one topic for each role and tier, one share group for each role.
final class Topics {
    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);
    private static final long SECONDS = 10;

    /// A share group hands records of one partition to any number of members; more partitions only spread
    /// brokers' load.
    private static final int PARTITIONS = 1;

    private Topics() {}

    static String of(Role role, Tier tier) {
        return "refactory.tasks." + lower(role) + "." + lower(tier);
    }

    static List<String> of(Role role) {
        List<String> names = new ArrayList<>();
        for (Tier tier : Tier.values()) {
            names.add(of(role, tier));
        }
        return names;
    }

    static String group(Role role) {
        return "refactory." + lower(role);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /// Makes the topics and groups that are missing.
    /// @return whether a topic was made: then the broker is new or has lost its log, and knows of no task
    /// @throws KafkaException when the broker does not answer
    static boolean ensure(Admin admin) {
        Collection<NewTopic> topics = new ArrayList<>();
        for (Role role : Role.values()) {
            for (String name : of(role)) {
                topics.add(new NewTopic(name, Optional.of(PARTITIONS), Optional.empty()));
            }
        }
        boolean made = false;
        for (KafkaFuture<Void> result : admin.createTopics(topics).values().values()) {
            made |= succeeds(result);
        }
        for (Role role : Role.values()) {
            configure(admin, role);
        }
        return made;
    }

    private static boolean succeeds(KafkaFuture<Void> creation) {
        try {
            await(creation);
            return true;
        } catch (TopicExistsException e) {
            return false;
        }
    }

    /// A new group starts at the beginning, or it would miss what was announced before its first
    /// member came. A member that dies is noticed after 6 s instead of 45, where the broker permits
    /// it.
    private static void configure(Admin admin, Role role) {
        set(admin, role, "share.auto.offset.reset", "earliest");
        set(admin, role, "share.record.lock.duration.ms", "15000");
        set(admin, role, "share.session.timeout.ms", "6000");
        set(admin, role, "share.heartbeat.interval.ms", "2000");
    }

    private static void set(Admin admin, Role role, String name, String value) {
        ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, group(role));
        AlterConfigOp operation = new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
        try {
            await(admin.incrementalAlterConfigs(Map.of(group, List.of(operation)))
                    .all());
        } catch (org.apache.kafka.common.errors.InvalidConfigurationException
                | org.apache.kafka.common.errors.InvalidRequestException e) {
            LOG.warn(
                    "the broker keeps its own setting group={} setting={} reason={}",
                    group(role),
                    name,
                    e.getMessage());
        }
    }

    static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException("The broker did not answer in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }
}
