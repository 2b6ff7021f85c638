package dev.refactory.index.git;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.kit.time.Ticker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.TestProtocol;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.UploadPack;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.jspecify.annotations.Nullable;

/// Repositories by JGit. Nothing of a repository runs, no configuration but that of the bare copies is read, and there
/// is no work tree.
public final class JGitRepositories implements Repositories {
    private static final Pattern COMMIT_ID = Pattern.compile("[0-9a-f]{40}");

    private final GitConfig config;
    private final Ticker ticker;
    private final BareStore store;
    private final LocalSources localSources;
    private final AddressPolicy addressPolicy;

    public JGitRepositories(GitConfig config, Ticker ticker) {
        ConfiglessSystemReader.install();
        this.config = config;
        this.ticker = ticker;
        this.store = new BareStore(config.dataDirectory());
        this.localSources = new LocalSources(config.allowedPaths());
        this.addressPolicy = new AddressPolicy(config.allowPrivateAddresses());
    }

    @Override
    public ResolvedCommit resolve(TenantId tenant, RepositorySource source, BooleanSupplier cancelled) {
        return switch (source) {
            case RepositorySource.Remote remote -> resolve(tenant, remote, cancelled);
            case RepositorySource.Manifest manifest -> resolve(tenant, manifest);
        };
    }

    private ResolvedCommit resolve(TenantId tenant, RepositorySource.Remote remote, BooleanSupplier cancelled) {
        String commit = commitId(remote);
        RemoteAddress address = RemoteAddress.parse(remote.gitUrl());
        Origin origin = origin(tenant, address);
        if (commit != null && store.exists(tenant, origin.repositoryId())) {
            ResolvedCommit here = find(tenant, origin.repositoryId(), commit);
            if (here != null) {
                return here;
            }
        }
        try {
            return store.change(tenant, origin.repositoryId(), bare -> {
                RevCommit fetched = fetch(bare, origin, remote.ref(), commit, cancelled);
                return resolved(origin.repositoryId(), fetched);
            });
        } catch (IOException e) {
            throw GitErrors.unavailable(address, e);
        }
    }

    private static @Nullable String commitId(RepositorySource.Remote remote) {
        String commit = remote.commit();
        if (commit == null) {
            String ref = remote.ref();
            return ref != null && COMMIT_ID.matcher(ref).matches() ? ref : null;
        }
        if (!COMMIT_ID.matcher(commit).matches()) {
            throw new RefactoryException(
                    ErrorCode.UNKNOWN_REF,
                    commit,
                    commit + " is not a commit id: give all 40 hexadecimal digits, or name a ref.");
        }
        return commit;
    }

    private Origin origin(TenantId tenant, RemoteAddress address) {
        Path path = address.path();
        if (path != null) {
            Path real = localSources.vetted(path);
            return new Origin(address, real, repositoryId(tenant, "file:" + real));
        }
        boolean allowed = address.scheme().equals("https")
                || config.allowHttp() && address.scheme().equals("http");
        if (!allowed) {
            throw new RefactoryException(
                    ErrorCode.REPOSITORY_NOT_FOUND,
                    address.label(),
                    "This server does not fetch over " + address.scheme() + ": give an https:// URL.");
        }
        return new Origin(address, null, repositoryId(tenant, address.label()));
    }

    private RevCommit fetch(
            Repository bare, Origin origin, @Nullable String ref, @Nullable String commit, BooleanSupplier cancelled)
            throws IOException {
        Path objects = bare.getDirectory().toPath().resolve("objects");
        FetchBudget budget = new FetchBudget(cancelled, ticker, objects, config.limits());
        Fetch fetch = new Fetch(bare, origin.address(), budget, cancelled);
        Path path = origin.path();
        if (path == null) {
            try (Transport transport = remoteTransport(bare, origin.address(), budget)) {
                return commit == null ? fetch.ref(transport, ref) : fetch.commit(transport, commit);
            }
        }
        try (Repository source = localSources.open(path);
                Transport transport = localTransport(bare, source)) {
            if (commit != null && !source.getObjectDatabase().has(ObjectId.fromString(commit))) {
                throw GitErrors.unknownCommit(origin.address(), commit);
            }
            return commit == null ? fetch.ref(transport, ref) : fetch.commit(transport, commit);
        }
    }

    private Transport remoteTransport(Repository bare, RemoteAddress address, FetchBudget budget) throws IOException {
        URIish uri = address.uri();
        if (uri == null) {
            throw new IllegalArgumentException("Not a remote: " + address);
        }
        Transport transport = Transport.open(bare, uri.setUser(null).setPass(null));
        transport.setTimeout(Math.toIntExact(config.limits().idleTime().toSeconds()));
        if (uri.getUser() != null) {
            String password = uri.getPass() == null ? "" : uri.getPass();
            transport.setCredentialsProvider(new UsernamePasswordCredentialsProvider(uri.getUser(), password));
        }
        if (transport instanceof TransportHttp http) {
            http.setHttpConnectionFactory(VettedHttpConnection.factory(addressPolicy, budget.bytesLeft()));
        }
        return transport;
    }

    /// Serves `source` to `bare` within this process.
    private static Transport localTransport(Repository bare, Repository source) throws IOException {
        TestProtocol<Repository> protocol = new TestProtocol<>(
                (repository, _) -> {
                    UploadPack pack = new UploadPack(repository);
                    pack.setRequestPolicy(UploadPack.RequestPolicy.REACHABLE_COMMIT);
                    return pack;
                },
                null);
        return protocol.open(protocol.register(source, source), bare, "local");
    }

    private ResolvedCommit resolve(TenantId tenant, RepositorySource.Manifest manifest) {
        ManifestCommit commit = new ManifestCommit(manifest, config.limits());
        String repositoryId = repositoryId(tenant, "manifest:" + commit.digest());
        try {
            return store.change(tenant, repositoryId, bare -> resolved(repositoryId, commit.writeTo(bare)));
        } catch (IOException e) {
            throw GitErrors.damaged("the inline files", e);
        }
    }

    private static ResolvedCommit resolved(String repositoryId, RevCommit commit) {
        return new ResolvedCommit(
                repositoryId, commit.name(), commit.getTree().getId().name());
    }

    private static String repositoryId(TenantId tenant, String source) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((tenant.value() + '\n' + source).getBytes(StandardCharsets.UTF_8));
            return "repo_" + HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private @Nullable ResolvedCommit find(TenantId tenant, String repositoryId, String commit) {
        try (Repository bare = store.open(tenant, repositoryId);
                RevWalk walk = new RevWalk(bare)) {
            if (bare.exactRef("refs/refactory/" + commit) == null) {
                return null;
            }
            return resolved(repositoryId, walk.parseCommit(ObjectId.fromString(commit)));
        } catch (IOException e) {
            // What is damaged is fetched again.
            return null;
        }
    }

    @Override
    public CommitTree open(TenantId tenant, RepositorySource source, ResolvedCommit commit) {
        String repositoryId = commit.repositoryId();
        if (!store.exists(tenant, repositoryId) || find(tenant, repositoryId, commit.commitId()) == null) {
            ResolvedCommit again = resolve(tenant, pinned(source, commit), () -> false);
            if (!again.equals(commit)) {
                throw GitErrors.damaged(repositoryId, null);
            }
        }
        try {
            return new JGitCommitTree(store.open(tenant, repositoryId), commit, config.limits());
        } catch (IOException e) {
            throw GitErrors.damaged(repositoryId, e);
        }
    }

    private static RepositorySource pinned(RepositorySource source, ResolvedCommit commit) {
        return switch (source) {
            case RepositorySource.Remote remote ->
                new RepositorySource.Remote(remote.gitUrl(), null, commit.commitId());
            case RepositorySource.Manifest manifest -> manifest;
        };
    }

    private record Origin(RemoteAddress address, @Nullable Path path, String repositoryId) {}
}
