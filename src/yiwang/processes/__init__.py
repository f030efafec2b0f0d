"""The road of a case: BPMN processes, read strictly and walked by SpiffWorkflow with FEEL expressions.

A process says who acts next; it never acts itself. It waits at steps (a person's task, an operation of the
program, a timer, a message), and the caller finishes them one by one. Nothing in a model can run Python, reach a
file or the network: only a short list of BPMN elements, our own `yw:` attributes and FEEL are let in. A run is dumped
to a small JSON value and loaded again; its size and the cost of a step do not grow with the steps already taken.
The room is pure: no tables, no Django.
"""
