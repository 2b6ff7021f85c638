package dev.refactory.accelerator.node;

import dev.refactory.accelerator.api.InferenceService;
import dev.refactory.accelerator.api.InferenceServiceContract;
import dev.refactory.accelerator.pool.MemberSpec;
import java.util.List;

class RemoteInferenceServiceContractTest extends InferenceServiceContract {
    private final Nodes nodes = new Nodes();

    @Override
    protected InferenceService open(List<MemberSpec> members) {
        AcceleratorNode node = nodes.start(members);
        return nodes.client(() -> List.of(node.uri()));
    }

    @Override
    protected void close() throws Exception {
        nodes.close();
    }
}
