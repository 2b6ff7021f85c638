package dev.refactory.index.dependency;

import org.eclipse.aether.util.graph.transformer.ConflictResolver.ConflictContext;
import org.eclipse.aether.util.graph.transformer.ConflictResolver.ConflictItem;
import org.eclipse.aether.util.graph.transformer.ConflictResolver.VersionSelector;
import org.eclipse.aether.version.Version;
import org.jspecify.annotations.Nullable;

/// Of several versions the highest, as Gradle chooses; Maven would take the nearest.
final class HighestVersion extends VersionSelector {
    @Override
    public void selectVersion(ConflictContext context) {
        ConflictItem winner = null;
        for (ConflictItem item : context.getItems()) {
            if (winner == null
                    || higher(item.getNode().getVersion(), winner.getNode().getVersion())) {
                winner = item;
            }
        }
        context.setWinner(winner);
    }

    private static boolean higher(@Nullable Version one, @Nullable Version other) {
        return one != null && (other == null || one.compareTo(other) > 0);
    }
}
