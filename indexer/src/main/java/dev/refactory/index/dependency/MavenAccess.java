package dev.refactory.index.dependency;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.repository.internal.MavenRepositorySystemUtils;
import org.apache.maven.settings.Mirror;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsBuilderFactory;
import org.apache.maven.settings.building.DefaultSettingsBuildingRequest;
import org.apache.maven.settings.building.SettingsBuildingException;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.repository.LocalRepository;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;
import org.eclipse.aether.resolution.ResolutionErrorPolicy;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.eclipse.aether.util.repository.DefaultAuthenticationSelector;
import org.eclipse.aether.util.repository.DefaultMirrorSelector;
import org.eclipse.aether.util.repository.DefaultProxySelector;
import org.eclipse.aether.util.repository.SimpleResolutionErrorPolicy;
import org.jspecify.annotations.Nullable;

/// The Maven repositories of this installation: those configured, or else the one of Maven's own super POM,
/// with the mirrors, proxies and credentials of the user's settings. Never one that a repository under analysis
/// names.
final class MavenAccess {
    private static final int CONNECT_TIMEOUT_MS = 5_000;
    private static final int REQUEST_TIMEOUT_MS = 30_000;

    private final RepositorySystem system = new RepositorySystemSupplier().get();
    private final Settings settings;
    private final LocalRepository localRepository;
    private final List<RemoteRepository> remotes;

    /// @param configured empty for the super POM's
    /// @param localRepository null for the settings', or `~/.m2/repository`
    MavenAccess(List<URI> configured, @Nullable Path localRepository) {
        Path home = Path.of(System.getProperty("user.home"), ".m2");
        settings = readSettings(home.resolve("settings.xml"));
        Path local = localRepository != null
                ? localRepository
                : settings.getLocalRepository() != null
                        ? Path.of(settings.getLocalRepository())
                        : home.resolve("repository");
        this.localRepository = new LocalRepository(local.toFile());
        List<RemoteRepository> plain = new ArrayList<>();
        for (URI uri : configured) {
            plain.add(remote("configured-" + plain.size(), uri.toString()));
        }
        if (plain.isEmpty()) {
            EffectivePoms.superPomRepositories().forEach(each -> plain.add(remote(each.getId(), each.getUrl())));
        }
        remotes = system.newResolutionRepositories(session(), plain);
    }

    RepositorySystem system() {
        return system;
    }

    List<RemoteRepository> remotes() {
        return remotes;
    }

    /// A session for one resolution. What was missing stays missing for a day, so that a repository with
    /// dependencies nobody has does not ask the network for each of its jobs.
    DefaultRepositorySystemSession session() {
        DefaultRepositorySystemSession session = MavenRepositorySystemUtils.newSession();
        session.setLocalRepositoryManager(system.newLocalRepositoryManager(session, localRepository));
        session.setOffline(settings.isOffline());
        session.setChecksumPolicy(RepositoryPolicy.CHECKSUM_POLICY_FAIL);
        session.setUpdatePolicy(RepositoryPolicy.UPDATE_POLICY_DAILY);
        session.setResolutionErrorPolicy(new SimpleResolutionErrorPolicy(
                ResolutionErrorPolicy.CACHE_NOT_FOUND, ResolutionErrorPolicy.CACHE_NOT_FOUND));
        session.setConfigProperty("aether.connector.connectTimeout", CONNECT_TIMEOUT_MS);
        session.setConfigProperty("aether.connector.requestTimeout", REQUEST_TIMEOUT_MS);
        session.setSystemProperties(EffectivePoms.systemProperties());
        session.setIgnoreArtifactDescriptorRepositories(true);

        DefaultMirrorSelector mirrors = new DefaultMirrorSelector();
        for (Mirror mirror : settings.getMirrors()) {
            mirrors.add(
                    mirror.getId(),
                    mirror.getUrl(),
                    mirror.getLayout(),
                    false,
                    mirror.isBlocked(),
                    mirror.getMirrorOf(),
                    mirror.getMirrorOfLayouts());
        }
        session.setMirrorSelector(mirrors);
        DefaultAuthenticationSelector credentials = new DefaultAuthenticationSelector();
        for (Server server : settings.getServers()) {
            credentials.add(
                    server.getId(),
                    new AuthenticationBuilder()
                            .addUsername(server.getUsername())
                            .addPassword(server.getPassword())
                            .build());
        }
        session.setAuthenticationSelector(credentials);
        session.setProxySelector(proxies());
        return session;
    }

    private DefaultProxySelector proxies() {
        DefaultProxySelector proxies = new DefaultProxySelector();
        for (Proxy proxy : settings.getProxies()) {
            if (proxy.isActive()) {
                var login = new AuthenticationBuilder()
                        .addUsername(proxy.getUsername())
                        .addPassword(proxy.getPassword())
                        .build();
                proxies.add(
                        new org.eclipse.aether.repository.Proxy(
                                proxy.getProtocol(), proxy.getHost(), proxy.getPort(), login),
                        proxy.getNonProxyHosts());
            }
        }
        return proxies;
    }

    private static RemoteRepository remote(String id, String url) {
        return new RemoteRepository.Builder(id, "default", url).build();
    }

    /// Settings that cannot be read are as if they were not there: resolving goes on, and what it lacks is
    /// listed.
    private static Settings readSettings(Path file) {
        if (!Files.isRegularFile(file)) {
            return new Settings();
        }
        File user = file.toFile();
        try {
            return new DefaultSettingsBuilderFactory()
                    .newInstance()
                    .build(new DefaultSettingsBuildingRequest().setUserSettingsFile(user))
                    .getEffectiveSettings();
        } catch (SettingsBuildingException e) {
            return new Settings();
        }
    }
}
