package dev.refactory.e2e;

import dev.refactory.cli.RoleLauncher;
import dev.refactory.kit.config.ConfigSources;
import dev.refactory.kit.config.ResolvedConfig;
import dev.refactory.roles.Roles;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Everything that `./refactory up` starts, in this process, on free ports.
final class House implements AutoCloseable {
    private final RoleLauncher.Running running;
    private final ApiUser user;

    private House(RoleLauncher.Running running) {
        this.running = running;
        this.user = new ApiUser(running.url());
    }

    /// @param settings names and values by turns, for example `worker.slots`, `2`
    static House start(Path dataDirectory, String... settings) throws Exception {
        Map<String, String> flags = new HashMap<>();
        flags.put("data-dir", dataDirectory.toString());
        flags.put("port", "0");
        flags.put("cluster.port", "0");
        flags.put("cluster.name", dataDirectory.getFileName().toString());
        for (int i = 0; i < settings.length; i += 2) {
            flags.put(settings[i], settings[i + 1]);
        }
        return new House(
                new Roles().start(ResolvedConfig.resolve(new ConfigSources(flags, Map.of(), Map.of(), "", null))));
    }

    ApiUser user() {
        return user;
    }

    @Override
    public void close() {
        running.close();
    }
}
