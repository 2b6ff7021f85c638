package dev.refactory.index.git;

import dev.refactory.index.git.BareRepository.PackLimits;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.kit.time.Ticker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.TestProtocol;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.UploadPack;
import org.jspecify.annotations.Nullable;

/// Repositories by JGit. Nothing of a repository runs, no configuration but that of the bare copies
/// is read, and there is no work tree. One instance per process and data directory.
public final class JGitRepositories implements Repositories {
    /// Some 10 MiB.
    private static final int KNOWN_SIZES = 100_000;

    private final GitConfig config;
    private final Ticker ticker;
    private final BareStore store;
    private final LocalSources localSources;
    private final RemoteTransports remotes;
    private final UploadedSources uploads;
    private final RepositoryCopies copies;
    private final KnownSizes sizes = new KnownSizes(KNOWN_SIZES);

    public JGitRepositories(GitConfig config, Ticker ticker) {
        this(config, ticker, GitCredentials.NONE, UploadedBundles.NONE, BundleLimits.DEFAULT);
    }

    public JGitRepositories(
            GitConfig config,
            Ticker ticker,
            GitCredentials credentials,
            UploadedBundles bundles,
            BundleLimits bundleLimits) {
        ConfiglessSystemReader.install();
        this.config = config;
        this.ticker = ticker;
        this.store = new BareStore(
                config.dataDirectory(),
                new PackLimits(config.limits().objects(), config.limits().objectBytes()));
        this.localSources = new LocalSources(config.allowedPaths());
        this.remotes = new RemoteTransports(config, credentials);
        this.uploads = new UploadedSources(store, bundles, bundleLimits, ticker);
        this.copies = new RepositoryCopies(store, config.copiesBytes());
    }

    /// The bare copies on this machine's disk.
    public RepositoryCopies copies() {
        return copies;
    }

    /// Which repository an address means; nothing is fetched.
    /// @throws RefactoryException `repository_not_found` or `path_not_allowed` for an address that
    ///     may not be fetched from
    public RepositoryIdentity identify(TenantId tenant, String gitUrl) {
        Origin origin = origin(tenant, RemoteAddress.parse(gitUrl));
        return new RepositoryIdentity(
                origin.repositoryId(),
                RepositoryIdentity.Kind.REMOTE,
                origin.path() == null ? origin.address().shown() : origin.path().toString());
    }

    /// As [#identify]; and refuses what needs no network to be refused: a path without a Git
    /// repository, a host given as an address that may not be connected to.
    public RepositoryIdentity vet(TenantId tenant, String gitUrl) {
        RemoteAddress address = RemoteAddress.parse(gitUrl);
        Path path = origin(tenant, address).path();
        if (path == null) {
            remotes.vet(address);
        } else {
            try {
                localSources.open(path).close();
            } catch (IOException e) {
                throw GitErrors.unavailable(address, e);
            }
        }
        return identify(tenant, gitUrl);
    }

    /// Which repository an upload of this name belongs to.
    public static RepositoryIdentity identifyUpload(TenantId tenant, String name) {
        return new RepositoryIdentity(RepositoryIds.of(tenant, "upload:" + name), RepositoryIdentity.Kind.UPLOAD, name);
    }

    /// Checks a bundle strictly, in quarantine, against what was uploaded to this repository
    /// before. Nothing is kept.
    /// @throws RefactoryException `invalid_request` on the field `body` for what is no bundle, is
    ///     damaged, or lacks objects; `limit_exceeded` for one that is larger, or unpacks to more,
    ///     than the limits
    public BundleContent inspect(TenantId tenant, String repositoryId, Path bundle) {
        try {
            return uploads.inspect(tenant, repositoryId, bundle);
        } catch (IOException e) {
            throw GitErrors.damaged("the bundle", e);
        }
    }

    @Override
    public ResolvedCommit resolve(TenantId tenant, RepositorySource source, BooleanSupplier cancelled) {
        return switch (source) {
            case RepositorySource.Remote remote -> resolve(tenant, remote, cancelled);
            case RepositorySource.Manifest manifest -> resolve(tenant, manifest);
            case RepositorySource.Upload upload -> resolve(tenant, upload, cancelled);
        };
    }

    private ResolvedCommit resolve(TenantId tenant, RepositorySource.Remote remote, BooleanSupplier cancelled) {
        String commit = RefChoice.commitId(remote.ref(), remote.commit());
        RemoteAddress address = RemoteAddress.parse(remote.gitUrl());
        Origin origin = origin(tenant, address);
        String wanted = commit != null || origin.path() == null
                ? commit
                : localSources.tip(origin.path(), address.label(), remote.ref());
        ResolvedCommit here = wanted == null ? null : find(tenant, origin.repositoryId(), wanted);
        if (here != null) {
            return here;
        }
        copies.makeRoom(tenant, origin.repositoryId(), config.limits());
        try {
            return store.change(tenant, origin.repositoryId(), bare -> {
                RevCommit fetched = fetch(tenant, bare, origin, remote.ref(), commit, cancelled);
                return resolved(origin.repositoryId(), fetched);
            });
        } catch (IOException e) {
            throw GitErrors.unavailable(address, e);
        }
    }

    private Origin origin(TenantId tenant, RemoteAddress address) {
        Path path = address.path();
        if (path != null) {
            Path real = localSources.vetted(path);
            return new Origin(address, real, RepositoryIds.of(tenant, "file:" + real));
        }
        boolean allowed = address.scheme().equals("https")
                || config.allowHttp() && address.scheme().equals("http");
        if (!allowed) {
            throw new RefactoryException(
                    ErrorCode.REPOSITORY_NOT_FOUND,
                    address.label(),
                    "This server does not fetch over " + address.scheme() + ": give an https:// URL.");
        }
        return new Origin(address, null, RepositoryIds.of(tenant, address.label()));
    }

    private RevCommit fetch(
            TenantId tenant,
            Repository bare,
            Origin origin,
            @Nullable String ref,
            @Nullable String commit,
            BooleanSupplier cancelled)
            throws IOException {
        Path objects = bare.getDirectory().toPath().resolve("objects");
        FetchBudget budget = new FetchBudget(cancelled, ticker, objects, config.limits());
        Path path = origin.path();
        if (path == null) {
            try (RemoteTransports.Opened opened = remotes.open(tenant, bare, origin.address(), budget)) {
                Fetch fetch = new Fetch(bare, origin.address(), budget, cancelled, opened);
                return commit == null ? fetch.ref(opened.transport(), ref) : fetch.commit(opened.transport(), commit);
            }
        }
        Fetch fetch = new Fetch(bare, origin.address(), budget, cancelled, null);
        try (Repository source = localSources.open(path);
                Transport transport = localTransport(bare, source)) {
            if (commit != null && !source.getObjectDatabase().has(ObjectId.fromString(commit))) {
                throw GitErrors.unknownCommit(origin.address().label(), commit);
            }
            return commit == null ? fetch.ref(transport, ref) : fetch.commit(transport, commit);
        }
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
        String repositoryId = RepositoryIds.of(tenant, "manifest:" + commit.digest());
        copies.makeRoom(tenant, repositoryId, config.limits());
        try {
            return store.change(tenant, repositoryId, bare -> resolved(repositoryId, commit.writeTo(bare)));
        } catch (IOException e) {
            throw GitErrors.damaged("the inline files", e);
        }
    }

    private ResolvedCommit resolve(TenantId tenant, RepositorySource.Upload upload, BooleanSupplier cancelled) {
        String commit = RefChoice.commitId(upload.ref(), upload.commit());
        ResolvedCommit here = commit == null ? null : find(tenant, upload.repositoryId(), commit);
        if (here != null) {
            return here;
        }
        copies.makeRoom(tenant, upload.repositoryId(), config.limits());
        try {
            return uploads.resolve(tenant, upload, cancelled);
        } catch (IOException e) {
            throw GitErrors.damaged(upload.repositoryId(), e);
        }
    }

    private static ResolvedCommit resolved(String repositoryId, RevCommit commit) {
        return new ResolvedCommit(
                repositoryId, commit.name(), commit.getTree().getId().name());
    }

    private @Nullable ResolvedCommit find(TenantId tenant, String repositoryId, String commit) {
        if (!store.exists(tenant, repositoryId)) {
            return null;
        }
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
        CopyUse use = null;
        try {
            use = store.use(tenant, repositoryId);
            if (find(tenant, repositoryId, commit.commitId()) == null) {
                ResolvedCommit again = resolve(tenant, pinned(source, commit), () -> false);
                if (!again.equals(commit)) {
                    throw GitErrors.damaged(repositoryId, null);
                }
            }
            return new JGitCommitTree(store.open(tenant, repositoryId), commit, config.limits(), use, sizes);
        } catch (IOException e) {
            end(use);
            throw GitErrors.damaged(repositoryId, e);
        } catch (RuntimeException | Error e) {
            end(use);
            throw e;
        }
    }

    private static void end(@Nullable CopyUse use) {
        if (use != null) {
            use.close();
        }
    }

    private static RepositorySource pinned(RepositorySource source, ResolvedCommit commit) {
        return switch (source) {
            case RepositorySource.Remote remote ->
                new RepositorySource.Remote(remote.gitUrl(), null, commit.commitId());
            case RepositorySource.Manifest manifest -> manifest;
            case RepositorySource.Upload upload ->
                new RepositorySource.Upload(upload.repositoryId(), null, commit.commitId());
        };
    }

    private record Origin(RemoteAddress address, @Nullable Path path, String repositoryId) {}
}
