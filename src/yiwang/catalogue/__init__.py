"""The catalogue of information resources (政务信息资源目录): what the city's offices hold, and on what terms.

Every resource is compiled by its department, reviewed by the bureau, published as a version that stays readable, and
retired with a reason. Its fields point at data elements, whose grade (GB/T 43697) decides what a reader sees of them:
masks are compiled into the query, never left to a page. Sharing, responsibility and negative lists are views of the
catalogue; demands say what others need of it; lineage says where each field goes.
"""
