package dev.refactory.graph.store;

import dev.refactory.kit.tenant.TenantId;

/// What a snapshot is a function of: equal keys have equal facts.
///
/// @param repositoryId `repo_…`
/// @param treeId the Git tree's object id, 40 hex digits
/// @param engineVersion changes whenever the indexer would write other facts for the same tree
public record SnapshotKey(TenantId tenant, String repositoryId, String treeId, String engineVersion) {}
