package dev.refactory.index.git;

import dev.refactory.index.git.Repositories.ResolvedCommit;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.kit.time.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/// Uploaded repositories: unpacks their bundles into this machine's copies, and checks new ones.
final class UploadedSources {
    /// In a copy: how many of its bundles were unpacked into it.
    private static final String UNPACKED = "refactory-bundles";

    private final BareStore store;
    private final UploadedBundles bundles;
    private final BundleLimits limits;
    private final Ticker ticker;

    UploadedSources(BareStore store, UploadedBundles bundles, BundleLimits limits, Ticker ticker) {
        this.store = store;
        this.bundles = bundles;
        this.limits = limits;
        this.ticker = ticker;
    }

    ResolvedCommit resolve(TenantId tenant, RepositorySource.Upload source, BooleanSupplier cancelled)
            throws IOException {
        String id = source.repositoryId();
        int count = bundles.count(tenant, id);
        if (count == 0) {
            throw new RefactoryException(
                    ErrorCode.REPOSITORY_NOT_FOUND,
                    id,
                    "There is no uploaded repository " + id + ": upload it, or name one that /v2/repositories lists.");
        }
        String commit = RefChoice.commitId(source.ref(), source.commit());
        ObjectId wanted = commit != null ? ObjectId.fromString(commit) : tip(tenant, source);
        String asked = commit != null ? commit : String.valueOf(source.ref());
        return store.change(tenant, id, bare -> {
            unpack(bare, tenant, id, count, cancelled);
            return kept(bare, id, wanted, asked);
        });
    }

    private ObjectId tip(TenantId tenant, RepositorySource.Upload source) {
        Map<String, String> refs = bundles.refs(tenant, source.repositoryId());
        String name = RefChoice.of(source.repositoryId(), refs.keySet(), source.ref());
        return ObjectId.fromString(refs.getOrDefault(name, ""));
    }

    private static ResolvedCommit kept(Repository bare, String id, ObjectId wanted, String asked) throws IOException {
        try (RevWalk walk = new RevWalk(bare)) {
            RevCommit commit = walk.parseCommit(wanted);
            RefUpdate keep = bare.updateRef("refs/refactory/" + commit.name());
            keep.setNewObjectId(commit);
            keep.forceUpdate();
            return new ResolvedCommit(
                    id, commit.name(), commit.getTree().getId().name());
        } catch (MissingObjectException e) {
            throw GitErrors.unknownCommit(id, asked);
        } catch (IncorrectObjectTypeException e) {
            throw GitErrors.notACommit(asked, e);
        }
    }

    /// Unpacks the bundles up to number `count` that were not yet.
    private void unpack(Repository bare, TenantId tenant, String id, int count, BooleanSupplier cancelled)
            throws IOException {
        Path done = bare.getDirectory().toPath().resolve(UNPACKED);
        for (int number = unpacked(done) + 1; number <= count; number++) {
            try (InputStream bundle = bundles.open(tenant, id, number)) {
                // It was checked when it came; its objects lead to those of the bundles before it.
                new BundleImport(bare, limits, budget(bare, cancelled)).unpackChecked(bundle, limits.bytes());
            }
            Files.writeString(done, number + "\n");
        }
    }

    private static int unpacked(Path done) throws IOException {
        try {
            return Integer.parseInt(Files.readString(done).strip());
        } catch (NoSuchFileException | NumberFormatException e) {
            return 0;
        }
    }

    private FetchBudget budget(Repository bare, BooleanSupplier cancelled) {
        Path objects = bare.getDirectory().toPath().resolve("objects");
        return new FetchBudget(cancelled, ticker, objects, 2 * limits.bytes(), limits.time());
    }

    /// Checks a bundle against what was uploaded before; nothing is kept.
    BundleContent inspect(TenantId tenant, String id, Path bundle) throws IOException {
        long bytes = Files.size(bundle);
        if (bytes > limits.bytes()) {
            throw GitErrors.limit(
                    "body",
                    "The bundle has more than " + limits.bytes()
                            + " bytes: send the branches that matter, or have the server fetch a Git URL.");
        }
        int count = bundles.count(tenant, id);
        if (count >= limits.bundles()) {
            throw GitErrors.limit(
                    "body",
                    "The repository has been uploaded " + count
                            + " times, as often as it may: delete it and upload it whole.");
        }
        List<ObjectId> known = bundles.refs(tenant, id).values().stream()
                .map(ObjectId::fromString)
                .toList();
        BareStore.Change<String> first = bare -> {
            unpack(bare, tenant, id, count, () -> false);
            return id;
        };
        BundleHeader header = store.examine(tenant, id, count == 0 ? null : first, bare -> {
            try (InputStream in = Files.newInputStream(bundle)) {
                return new BundleImport(bare, limits, budget(bare, () -> false)).run(in, bytes, known);
            }
        });
        return new BundleContent(header, count, bytes, BundleContent.sha256(bundle));
    }
}
